// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.consumers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.compatcaps.cli.Jdk;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Two applications in class loaders of their own, each of which binds all backends first. The README has the results. */
@Execution(ExecutionMode.CONCURRENT)
class ApplicationServerIT {

    /** The jars that the applications share, as patterns. */
    private static final String SDK_AND_LIBRARIES = ".*";

    private static final String LIBRARIES = "(?!compatcaps-).*";
    private static final String NOTHING = "";

    @TempDir
    private Path directory;

    private static List<Jdk> jdks() throws IOException {
        return Jdk.all();
    }

    private static Stream<Arguments> jdksAndBackends() throws IOException {
        return Jdk.all().stream()
                .flatMap(jdk -> Stream.of("ffm", "jna", "jnr", "mock").map(backend -> Arguments.of(jdk, backend)));
    }

    /** Returns the pattern for the jars of the native backends except one. */
    private static String allBut(String backend) {
        return "compatcaps-backend-(?!mock|" + backend + ").*";
    }

    private record Server(Jdk jdk, String backend, String shared, String leftOut, boolean setsContextLoader) {

        /** Waits long for a loader that is expected to go, for the slowest machine. */
        Run run(boolean firstGoes, boolean secondGoes, String... options) throws Exception {
            List<String> command = new ArrayList<>(List.of(jdk.tool("java"), "-Dcompatcaps.backend=" + backend));
            command.addAll(List.of(options));
            if (jdk.warnsOfNativeCode()) {
                command.add("--enable-native-access=ALL-UNNAMED");
            }
            command.addAll(List.of("-cp", "target/server.jar", "com.example.server.Server"));
            command.addAll(List.of("target/server-application.jar", "target/lib", shared, leftOut));
            command.addAll(List.of("" + setsContextLoader, firstGoes ? "30" : "2", secondGoes ? "30" : "2"));
            return Run.of(Run.project("application-server"), command).endsWith(0);
        }

        void assertAnswersAndUnloads(boolean first, boolean second) throws Exception {
            assertAnswers(run(first, second))
                    .hasLine("first unloaded: " + first)
                    .hasLine("second unloaded: " + second);
        }

        private Run assertAnswers(Run run) {
            assertAnswer(run.after("first: "), 1);
            assertAnswer(run.after("second: "), 2);
            return run;
        }

        private void assertAnswer(List<String> answers, int times) {
            assertEquals(times, answers.size());
            String expected = Host.refusal();
            if (backend.equals("mock")) {
                expected = "mock [POWER9, POWER10]";
            } else if (backend.equals("ffm") && !jdk.hasFfm()) {
                expected = "BackendUnavailableException: ";
            }
            for (String answer : answers) {
                assertTrue(answer.startsWith(expected), answer);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("jdksAndBackends")
    void applicationsOnSharedSdkAreUnloaded(Jdk jdk, String backend) throws Exception {
        // Servers set the application's loader as context class loader, and threads that are started inherit it.
        for (boolean setsContextLoader : List.of(true, false)) {
            new Server(jdk, backend, SDK_AND_LIBRARIES, NOTHING, setsContextLoader).assertAnswersAndUnloads(true, true);
        }
    }

    /** The SDK keeps the cause of the reason, which must not keep the class loader of the application. */
    @ParameterizedTest
    @MethodSource("jdks")
    void unavailableBackendsDoNotKeepApplication(Jdk jdk) throws Exception {
        new Server(jdk, "jna", SDK_AND_LIBRARIES, "(jna|jnr|jffi)-.*", true)
                .run(true, true)
                .hasLine("first unloaded: true")
                .mentions("first: BackendUnavailableException: ")
                .mentions("ClassNotFoundException: com.sun.jna");
    }

    /** JNA's thread, and the objects that jffi registers for cleaning, keep the loader of these libraries to the end. */
    @ParameterizedTest
    @MethodSource("jdksAndBackends")
    void applicationWithSdkIsUnloadedExceptWithJnaAndJnr(Jdk jdk, String backend) throws Exception {
        boolean goes = !backend.equals("jna") && !backend.equals("jnr");
        new Server(jdk, backend, NOTHING, allBut(backend), true).assertAnswersAndUnloads(goes, goes);
    }

    /** JNA's thread keeps the loader of the application that made it start. */
    @ParameterizedTest
    @MethodSource("jdks")
    void applicationWithSdkOnSharedLibrariesIsUnloadedExceptTheFirstWithJna(Jdk jdk) throws Exception {
        new Server(jdk, "jnr", LIBRARIES, allBut("jnr"), true).assertAnswersAndUnloads(true, true);
        new Server(jdk, "jna", LIBRARIES, allBut("jna"), true).assertAnswersAndUnloads(false, true);
    }

    /** A JVM loads the file of a native library into one class loader only. */
    @ParameterizedTest
    @MethodSource("jdks")
    void applicationsCannotShareInstalledLibraryOfJna(Jdk jdk) throws Exception {
        extract(jar("jna-"), "com/sun/jna/linux-x86-64/libjnidispatch.so");
        String path = "-Djna.boot.library.path=" + directory;
        Server server = new Server(jdk, "jna", NOTHING, allBut("jna"), true);
        server.run(false, false, "-Djna.nounpack=true", path)
                .mentions("first: " + Host.refusal())
                .mentions("second: BackendUnavailableException: ")
                .mentions("A JVM loads a library into one class loader only. If applications share this JVM, drop"
                        + " -Djna.nounpack, or put JNA into a class loader that they share");
        // Both remedies work.
        server.assertAnswers(server.run(false, false, path));
        Server onLibraries = new Server(jdk, "jna", LIBRARIES, allBut("jna"), true);
        server.assertAnswers(onLibraries.run(false, false, "-Djna.nounpack=true", path));
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void applicationsCannotShareInstalledLibraryOfJffi(Jdk jdk) throws Exception {
        extract(jar("jffi-.*-native"), "jni/x86_64-Linux/libjffi-1.2.so");
        String path = "-Djffi.boot.library.path=" + directory;
        String withoutNative = allBut("jnr") + "|jffi-.*-native.*";
        new Server(jdk, "jnr", NOTHING, withoutNative, true)
                .run(false, false, path)
                .mentions("first: " + Host.refusal())
                .mentions(
                        "already loaded in another classloader). A JVM loads a library into one class loader only. Put jffi"
                                + " into a class loader that all applications share, or add jffi's jar of native libraries");
        // Both remedies work; from its jar jffi unpacks a copy for each application.
        for (Server server : List.of(
                new Server(jdk, "jnr", NOTHING, allBut("jnr"), true),
                new Server(jdk, "jnr", LIBRARIES, withoutNative, true))) {
            server.assertAnswers(server.run(false, false, path));
        }
    }

    private static Path jar(String name) throws IOException {
        try (Stream<Path> jars = Files.list(Run.project("application-server").resolve("target/lib"))) {
            return jars.filter(jar -> jar.getFileName().toString().matches(name + ".*[.]jar"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private void extract(Path jar, String library) throws IOException {
        assumeTrue(System.getProperty("os.arch").equals("amd64"), "the names of the libraries are those for x86_64");
        try (FileSystem zip = FileSystems.newFileSystem(jar)) {
            Path from = zip.getPath(library);
            Files.copy(from, directory.resolve(from.getFileName().toString()));
        }
    }
}

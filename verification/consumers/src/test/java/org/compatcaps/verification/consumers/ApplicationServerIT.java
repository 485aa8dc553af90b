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

/** Applications in class loaders of their own. Each binds all backends first. */
@Execution(ExecutionMode.CONCURRENT)
class ApplicationServerIT {

    private static final List<String> NATIVE = List.of("ffm", "jna", "jnr");
    /** Seconds, for the slowest machine; as a rule the first garbage collection does it. */
    private static final String ENOUGH = "30";

    /** For a loader that is expected to stay. */
    private static final String A_MOMENT = "2";

    /** For loaders of which it does not matter whether they stay. */
    private static final String SHORT = "0,0";

    private static final String MOCKS_ANSWER = "mock [POWER9, POWER10]";

    @TempDir
    private Path directory;

    private static List<Arguments> jdksAndBackends() throws IOException {
        List<Arguments> all = new ArrayList<>();
        for (Jdk jdk : Jdk.all()) {
            for (String backend : List.of("ffm", "jna", "jnr", "mock")) {
                all.add(Arguments.of(jdk, backend));
            }
        }
        return all;
    }

    private static Run server(
            Jdk jdk, String backend, String seconds, String situation, String contextLoader, String... leftOut)
            throws Exception {
        return server(jdk, List.of(), backend, seconds, situation, contextLoader, leftOut);
    }

    private static Run server(
            Jdk jdk,
            List<String> options,
            String backend,
            String seconds,
            String situation,
            String contextLoader,
            String... leftOut)
            throws Exception {
        List<String> command = new ArrayList<>(List.of(jdk.tool("java")));
        command.addAll(options);
        if (jdk.warnsOfNativeCode()) {
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        command.addAll(List.of(
                "-Dcompatcaps.backend=" + backend,
                "-Dseconds=" + seconds,
                "-cp",
                "target/server.jar",
                "com.example.server.Server",
                situation,
                contextLoader,
                "target/server-application.jar",
                "target/lib"));
        command.addAll(List.of(leftOut));
        return Run.of(Run.project("application-server"), command).endsWith(0);
    }

    private static void assertAnswer(Jdk jdk, String backend, String got) {
        String expected = Host.refusal();
        if (backend.equals("mock")) {
            expected = MOCKS_ANSWER;
        } else if (backend.equals("ffm") && !jdk.hasFfm()) {
            expected = "BackendUnavailableException: ";
        }
        assertTrue(got.startsWith(expected), got);
    }

    /** The context class loader sees only classes of the JDK. */
    @ParameterizedTest
    @MethodSource("jdksAndBackends")
    void applicationIsUnloadedBesideAnother(Jdk jdk, String backend) throws Exception {
        assertFirstIsUnloaded(jdk, backend, server(jdk, backend, ENOUGH, "siblings", "none"));
    }

    /** As servers do: the context class loader is the application's, and threads that are started take it over. */
    @ParameterizedTest
    @MethodSource("jdksAndBackends")
    void applicationIsUnloadedIfItsLoaderWasContextLoader(Jdk jdk, String backend) throws Exception {
        assertFirstIsUnloaded(jdk, backend, server(jdk, backend, ENOUGH, "siblings", "own"));
    }

    private static void assertFirstIsUnloaded(Jdk jdk, String backend, Run run) {
        assertAnswer(jdk, backend, run.after("first: ").get(0));
        run.says("first unloaded: true");
        List<String> second = run.after("second: ");
        assertEquals(2, second.size(), "before and after");
        assertAnswer(jdk, backend, second.get(0));
        assertEquals(second.get(0), second.get(1));
    }

    private static List<Jdk> jdks() throws IOException {
        return Jdk.all();
    }

    /** The SDK keeps the cause of the reason. That must not keep the class loader of the application. */
    @ParameterizedTest
    @MethodSource("jdks")
    void unavailableBackendsDoNotKeepApplication(Jdk jdk) throws Exception {
        server(jdk, "jna", ENOUGH, "siblings", "own", "jna-", "jnr-", "jffi-")
                .says("first unloaded: true")
                .mentions("first: BackendUnavailableException: ")
                .mentions("ClassNotFoundException: com.sun.jna");
    }

    /**
     * An application that brings the SDK and one backend along. JNA's thread and what jffi registers for cleaning up stay
     * until the end of the process, and keep the loader of whoever brings those libraries along.
     */
    @ParameterizedTest
    @MethodSource("jdksAndBackends")
    void applicationWithSdkIsRedeployed(Jdk jdk, String backend) throws Exception {
        boolean unloaded = !backend.equals("jna") && !backend.equals("jnr");
        assertRedeployed(jdk, backend, "redeploy", unloaded, unloaded);
    }

    /** With the libraries in a loader above it is enough for jnr; JNA's thread keeps who made it start, but nobody after. */
    @ParameterizedTest
    @MethodSource("jdks")
    void applicationWithSdkIsRedeployedOnLibrariesOfServer(Jdk jdk) throws Exception {
        assertRedeployed(jdk, "jnr", "redeploy-on-libraries", true, true);
        assertRedeployed(jdk, "jna", "redeploy-on-libraries", false, true);
    }

    private static void assertRedeployed(
            Jdk jdk, String backend, String situation, boolean firstUnloaded, boolean secondUnloaded) throws Exception {
        List<String> others = new ArrayList<>();
        for (String other : NATIVE) {
            if (!other.equals(backend)) {
                others.add("compatcaps-backend-" + other);
            }
        }
        String seconds = (firstUnloaded ? ENOUGH : A_MOMENT) + "," + (secondUnloaded ? ENOUGH : A_MOMENT);
        Run run = server(jdk, backend, seconds, situation, "own", others.toArray(new String[0]));
        for (int i = 1; i <= 2; i++) {
            assertAnswer(jdk, backend, run.after("deployment " + i + ": ").get(0));
        }
        run.says("deployment 1 unloaded: " + firstUnloaded);
        run.says("deployment 2 unloaded: " + secondUnloaded);
    }

    /** A JVM loads the file of a native library into one class loader only. */
    @ParameterizedTest
    @MethodSource("jdks")
    void applicationsCannotShareInstalledLibraryOfJna(Jdk jdk) throws Exception {
        assumeX86();
        Path libraries = libraries("jna-", "com/sun/jna/linux-x86-64/libjnidispatch.so");
        String path = "-Djna.boot.library.path=" + libraries;
        String[] others = {"compatcaps-backend-ffm", "compatcaps-backend-jnr"};
        List<String> installed = List.of("-Djna.nounpack=true", path);

        Run run = server(jdk, installed, "jna", SHORT, "redeploy", "own", others);
        assertAnswer(jdk, "jna", run.after("deployment 1: ").get(0));
        run.mentions("deployment 2: BackendUnavailableException: ")
                .mentions(
                        "If another class loader has loaded JNA, let JNA unpack (drop -Djna.nounpack), or put JNA above"
                                + " both, into the server's shared class loader. A JVM loads a library into one class"
                                + " loader only");
        // Both remedies work.
        assertBothAnswer(jdk, "jna", server(jdk, List.of(path), "jna", SHORT, "redeploy", "own", others));
        assertBothAnswer(jdk, "jna", server(jdk, installed, "jna", SHORT, "redeploy-on-libraries", "own", others));
    }

    /** With jffi's jar of native libraries each application gets a copy. */
    @ParameterizedTest
    @MethodSource("jdks")
    void applicationsCannotShareInstalledLibraryOfJffi(Jdk jdk) throws Exception {
        assumeX86();
        Path libraries = libraries("jffi-.*-native", "jni/x86_64-Linux/libjffi-1.2.so");
        List<String> installed = List.of("-Djffi.boot.library.path=" + libraries);
        String[] others = {"compatcaps-backend-ffm", "compatcaps-backend-jna"};
        String nativeJar = jar("jffi-.*-native").getFileName().toString();
        String[] withoutNative = {others[0], others[1], nativeJar};

        Run run = server(jdk, installed, "jnr", SHORT, "redeploy", "own", withoutNative);
        assertAnswer(jdk, "jnr", run.after("deployment 1: ").get(0));
        run.mentions(
                "already loaded in another classloader). A JVM loads a library into one class loader only. Put jffi"
                        + " into the server's shared class loader, or add jffi's jar of native libraries");
        assertBothAnswer(jdk, "jnr", server(jdk, installed, "jnr", SHORT, "redeploy", "own", others));
        assertBothAnswer(
                jdk, "jnr", server(jdk, installed, "jnr", SHORT, "redeploy-on-libraries", "own", withoutNative));
    }

    private static void assumeX86() {
        assumeTrue(System.getProperty("os.arch").equals("amd64"), "the names of the libraries are those for x86_64");
    }

    private static void assertBothAnswer(Jdk jdk, String backend, Run run) {
        for (int i = 1; i <= 2; i++) {
            assertAnswer(jdk, backend, run.after("deployment " + i + ": ").get(0));
        }
    }

    private static Path jar(String name) throws IOException {
        try (Stream<Path> jars = Files.list(Run.project("application-server").resolve("target/lib"))) {
            return jars.filter(jar -> jar.getFileName().toString().matches(name + ".*[.]jar"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private Path libraries(String jar, String library) throws IOException {
        try (FileSystem zip = FileSystems.newFileSystem(jar(jar), (ClassLoader) null)) {
            Path from = zip.getPath(library);
            Files.copy(from, directory.resolve(from.getFileName().toString()));
        }
        return directory;
    }
}

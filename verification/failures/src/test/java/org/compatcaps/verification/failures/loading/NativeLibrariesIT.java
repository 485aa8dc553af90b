// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.failures.loading;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.compatcaps.cli.Jdk;
import org.compatcaps.cli.OtherUser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** JNA and jffi carry native libraries in their jars and unpack them, for which they need a place and the library. */
@Execution(ExecutionMode.CONCURRENT)
class NativeLibrariesIT {

    private static final String JNA_LIBRARY = "com/sun/jna/linux-x86-64/libjnidispatch.so";
    private static final String JFFI_LIBRARY = "jni/x86_64-Linux/libjffi-1.2.so";

    /** jffi quotes other errors in one of its own. */
    private static final String JFFI = "cannot be loaded: ";

    @TempDir
    private Path directory;

    static List<Jdk> jdks() throws Exception {
        return Jdk.all();
    }

    /**
     * In a mount namespace of its own with a file system mounted on the directory, which is also where it runs: jffi tries
     * the working directory, too.
     */
    private static List<String> withMount(String options, Path mountPoint) throws Exception {
        List<String> namespace = new ArrayList<>(List.of("unshare", "--mount"));
        if (!OtherUser.isRoot()) {
            namespace.addAll(List.of("--user", "--map-root-user"));
        }
        namespace.addAll(List.of(
                "sh",
                "-c",
                "mount -t tmpfs -o \"$0\" tmpfs \"$1\" && cd \"$1\" && shift && exec env -u XDG_CACHE_HOME -u TMPDIR \"$@\"",
                options,
                mountPoint.toString()));
        assumeTrue(
                Files.isExecutable(Path.of("/usr/bin/unshare")),
                "unshare, which gives a mount namespace, is not installed");
        List<String> probe = new ArrayList<>(namespace);
        probe.add("true");
        Jdk.Result result = Jdk.run(probe);
        assumeTrue(result.exitCode == 0, "no mount namespace can be had here: " + result.inOneLine());
        return namespace;
    }

    private Path mountPoint() throws Exception {
        return Files.createDirectories(directory.resolve("mounted"));
    }

    private static void assumeX86() {
        assumeTrue(System.getProperty("os.arch").equals("amd64"), "the names of the libraries are those for x86_64");
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void noexecTemporaryDirectoryAndHomeStopJnaAndJnr(Jdk jdk) throws Exception {
        Path noexec = mountPoint();
        Tool tool = Tool.on(jdk)
                .behind(withMount("noexec", noexec))
                .with("-Djava.io.tmpdir=" + noexec, "-Duser.home=" + noexec);
        String jna = tool.reasonOf("jna");
        assertTrue(jna.contains("failed to map segment"), jna);
        assertTrue(jna.endsWith("not mounted noexec. Name one with -Djna.tmpdir"), jna);
        String jnr = tool.reasonOf("jnr");
        assertTrue(jnr.startsWith(JFFI + "java.lang.UnsatisfiedLinkError: Unable to execute or load jffi"), jnr);
        assertTrue(jnr.endsWith("not mounted noexec. Name one with -Djffi.extract.dir"), jnr);
        tool.assertRefusesAllButFfm(jna, jnr);
        // The remedies in the reasons work.
        Path executable = Files.createDirectories(directory.resolve("executable"));
        tool.with("-Djna.tmpdir=" + executable, "-Djffi.extract.dir=" + executable)
                .assertAvailable("jna", "jnr");
    }

    @Test
    void noexecHomeStopsOnlyJna() throws Exception {
        Jdk older = jdks().get(0);
        Path noexec = mountPoint();
        Tool tool = Tool.on(older).behind(withMount("noexec", noexec)).with("-Duser.home=" + noexec);
        tool.assertRefusedByName("jna", tool.reasonOf("jna"));
        tool.assertAvailable("jnr");
        tool.assertAutomatically(older.hasFfm() ? "ffm" : "jnr");
    }

    @Test
    void readOnlyHomeDoesNoHarm() throws Exception {
        Jdk older = jdks().get(0);
        Path readOnly = mountPoint();
        Tool tool = Tool.on(older).behind(withMount("ro", readOnly)).with("-Duser.home=" + readOnly);
        tool.assertAvailable("jna", "jnr");
        tool.assertAutomatically(older.hasFfm() ? "ffm" : "jna");
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void readOnlyHomeAndTemporaryDirectoryStopJnaAndJnr(Jdk jdk) throws Exception {
        Path readOnly = mountPoint();
        Tool tool = Tool.on(jdk)
                .behind(withMount("ro", readOnly))
                .with("-Djava.io.tmpdir=" + readOnly, "-Duser.home=" + readOnly);
        String jna = tool.reasonOf("jna");
        assertTrue(jna.contains("JNA temporary directory '" + readOnly + "' is not writable"), jna);
        assertTrue(jna.endsWith("Name one with -Djna.tmpdir"), jna);
        String jnr = tool.reasonOf("jnr");
        assertTrue(jnr.startsWith(JFFI + "java.io.IOException: Unable to write jffi binary stub"), jnr);
        assertTrue(jnr.endsWith("with -Djffi.extract.dir"), jnr);
        tool.assertRefusesAllButFfm(jna, jnr);
        Path writable = Files.createDirectories(directory.resolve("writable"));
        tool.with("-Djna.tmpdir=" + writable, "-Djffi.extract.dir=" + writable).assertAvailable("jna", "jnr");
        String named = tool.with("-Djffi.extract.dir=" + readOnly).reasonOf("jnr");
        assertTrue(named.startsWith("cannot be loaded: java.io.IOException: Read-only file system. "), named);
        assertTrue(named.endsWith("must be writable and not mounted noexec. Name one with -Djffi.extract.dir"), named);
    }

    /** The directory seems to be writable, but no file can be created in it. */
    @ParameterizedTest
    @MethodSource("jdks")
    void directoryThatRefusesFilesIsReported(Jdk jdk) throws Exception {
        String jna = Tool.on(jdk)
                .with("-Djava.io.tmpdir=/sys/kernel", "-Duser.home=/sys/kernel")
                .reasonOf("jna");
        assertTrue(jna.endsWith("Name one with -Djna.tmpdir"), jna);
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void missingLibraryOfJnaIsReported(Jdk jdk) throws Exception {
        assumeX86();
        Path dist = Tool.copyOfDist(directory);
        Path jar = Tool.jar(dist, "jna-*.jar");
        Path libraries = Files.createDirectories(directory.resolve("libraries"));
        Tool.extractFromJar(jar, JNA_LIBRARY, libraries);
        Tool.removeFromJar(jar, JNA_LIBRARY);
        Tool tool = Tool.on(jdk).from(dist);
        String reason = tool.reasonOf("jna");
        assertTrue(reason.contains("Native library (" + JNA_LIBRARY + ") not found"), reason);
        assertTrue(
                reason.endsWith(
                        "(Debian: libjna-jni) and name its directory with -Djna.nosys=false -Djava.library.path"),
                reason);
        tool.assertRefusedByName("jna", reason);
        tool.assertAutomatically(jdk.hasFfm() ? "ffm" : "jnr");
        tool.with("-Djna.nosys=false", "-Djava.library.path=" + libraries).assertAvailable("jna");
        tool.with("-Djna.boot.library.path=" + libraries).assertAvailable("jna");
    }

    @Test
    void missingLibraryOfJffiIsReported() throws Exception {
        Jdk older = jdks().get(0);
        assumeX86();
        Path dist = Tool.copyOfDist(directory);
        Path jar = Tool.jar(dist, "jffi-*-native.jar");
        Path libraries = Files.createDirectories(directory.resolve("libraries"));
        Tool.extractFromJar(jar, JFFI_LIBRARY, libraries);
        Tool.removeFromJar(jar, JFFI_LIBRARY);
        Tool tool = Tool.on(older).from(dist);
        String reason = tool.reasonOf("jnr");
        assertTrue(reason.contains("could not locate stub library"), reason);
        assertTrue(reason.endsWith("an installed library with -Djffi.boot.library.path"), reason);
        tool.assertRefusedByName("jnr", reason);
        tool.assertAvailable("jna");
        tool.assertAutomatically(older.hasFfm() ? "ffm" : "jna");
        tool.with("-Djffi.boot.library.path=" + libraries).assertAvailable("jnr");
    }

    @Test
    void damagedLibrariesAreReported() throws Exception {
        Jdk older = jdks().get(0);
        assumeX86();
        Path dist = Tool.copyOfDist(directory);
        // Long enough to be read as an ELF header.
        byte[] garbage = "garbage ".repeat(1000).getBytes(StandardCharsets.US_ASCII);
        Tool.replaceInJar(Tool.jar(dist, "jna-*.jar"), JNA_LIBRARY, garbage);
        Tool.replaceInJar(Tool.jar(dist, "jffi-*-native.jar"), JFFI_LIBRARY, garbage);
        // jffi leaves its file in the working directory.
        Tool tool = Tool.on(older).from(dist).behind(List.of("env", "-C", directory.toString()));
        String fix = " is damaged or not for this system. Use the original jar, or another backend";
        String jna = tool.reasonOf("jna");
        assertTrue(jna.endsWith(": invalid ELF header. The native library in JNA's jar" + fix), jna);
        String jnr = tool.reasonOf("jnr");
        assertTrue(jnr.endsWith(": invalid ELF header). The library in jffi's jar of native libraries" + fix), jnr);
        tool.assertRefusesAllButFfm(jna, jnr);
    }

    @ParameterizedTest
    @CsvSource({"-Djna.nounpack, Could not find JNA native", "-Djna.noclasspath, Unable to locate JNA native"})
    void optionThatForbidsUnpackingIsReported(String option, String text) throws Exception {
        Jdk older = jdks().get(0);
        assumeX86();
        Tool tool = Tool.on(older).with(option + "=true");
        String reason = tool.reasonOf("jna");
        assertTrue(reason.contains(text), reason);
        assertTrue(reason.contains("Correct that path, or drop " + option + ". If another class loader"), reason);
        tool.assertRefusedByName("jna", reason);
        Tool.extractFromJar(Tool.jar(Jdk.dist(), "jna-*.jar"), JNA_LIBRARY, directory);
        tool.with("-Djna.boot.library.path=" + directory).assertAvailable("jna");
    }

    @Test
    void olderJavaHasNoBackendWithoutBothLibraries() throws Exception {
        assumeX86();
        Jdk older = jdks().get(0);
        assumeTrue(!older.hasFfm(), "Maven itself runs on a Java that has the FFM API");
        Path dist = Tool.copyOfDist(directory);
        Tool.removeFromJar(Tool.jar(dist, "jna-*.jar"), JNA_LIBRARY);
        Files.write(Tool.jar(dist, "jffi-*-native.jar"), new byte[0]);
        Tool.on(older).from(dist).assertNoneAutomatically();
    }

    @Test
    void unknownArchitectureStopsJnaAndJnr() throws Exception {
        Jdk older = jdks().get(0);
        Tool tool = Tool.on(older).with("-Dos.arch=made-up");
        String jna = tool.reasonOf("jna");
        assertTrue(jna.contains("linux-made-up/libjnidispatch.so) not found"), jna);
        String jnr = tool.reasonOf("jnr");
        assertTrue(
                jnr.endsWith("cannot determine CPU. jffi does not support this architecture. Use another backend"),
                jnr);
        tool.assertRefusedByName("jna", jna);
        tool.assertRefusedByName("jnr", jnr);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Failures of the script {@code compatcaps} itself: it exits with 70, never with 1, which is an answer. */
class LauncherFailuresIT {

    /** Removes the capabilities by which root ignores permissions. */
    private static final List<String> WITH_PERMISSIONS = List.of(
            "setpriv",
            "--bounding-set=-dac_override,-dac_read_search",
            "--inh-caps=-dac_override,-dac_read_search",
            "--");

    private static final String UNWRITABLE = "compatcaps: Cannot build the tool: this user cannot write to ";

    @TempDir
    private Path directory;

    private Path checkout;
    private Path target;
    private Path tools;
    private final Map<String, String> environment = new TreeMap<>();

    @BeforeEach
    void copyWhatIsBuilt() throws Exception {
        assumeTrue(System.getProperty("os.name").equals("Linux"), "the launcher needs Linux");
        checkout = LauncherIT.checkout(directory);
        target = checkout.resolve("cli/target");
        tools = Files.createDirectory(directory.resolve("tools"));
        Path jdk = Path.of(Jdk.newest().tool("java")).getParent().getParent();
        environment.put("JAVA_HOME", jdk.toString());
        environment.put("JAVA22_HOME", jdk.toString());
        environment.put("PATH", tools + ":" + System.getenv("PATH"));
        environment.put("COMPATCAPS_MVN", tool("maven", "exit 0").toString());
    }

    @AfterEach
    void allowDeletion() throws IOException {
        if (target != null) {
            permit(target, "rwx------");
        }
    }

    private Path tool(String name, String... lines) throws IOException {
        Path file = tools.resolve(name);
        Files.writeString(file, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
        permit(file, "rwx------");
        return file;
    }

    private static void permit(Path file, String permissions) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    private void makeStale() throws IOException {
        Files.delete(target.resolve("compatcaps.built"));
    }

    private Jdk.Result run(String... arguments) throws Exception {
        return run(List.of(), arguments);
    }

    private Jdk.Result run(List<String> within, String... arguments) throws Exception {
        return Jdk.run(command(within, arguments));
    }

    private List<String> command(List<String> within, String... arguments) {
        List<String> command = new ArrayList<>(within);
        command.add("env");
        environment.forEach((name, value) -> command.add(name + "=" + value));
        command.add(checkout.resolve("compatcaps").toString());
        command.addAll(List.of(arguments));
        return command;
    }

    /** Returns a prefix that runs a command as a user to whom permissions apply, unlike root. */
    private List<String> asOrdinaryUser() throws Exception {
        Path secret = Files.createFile(directory.resolve("secret"));
        permit(secret, "---------");
        if (!Files.isReadable(secret)) {
            return List.of();
        }
        Jdk.Result probe = Jdk.run(List.of(
                "sh", "-c", String.join(" ", WITH_PERMISSIONS) + " sh -c '[ ! -r \"$0\" ]' \"$0\"", secret.toString()));
        assumeTrue(probe.exitCode == 0, "needs an ordinary user, or setpriv: " + probe.inOneLine());
        return WITH_PERMISSIONS;
    }

    /** Returns a prefix that runs a command with {@code cli/target} on a separate disk with little space. */
    private List<String> onSmallDisk(String room) throws Exception {
        String mount = "mount -t tmpfs -o size=" + room + " tmpfs \"$0\" && ";
        String link = "ln -s \"$1\" \"$0/dist\" && shift && ";
        List<String> command = List.of(
                "unshare",
                "--mount",
                "--map-root-user",
                "sh",
                "-c",
                mount + link + "exec \"$@\"",
                target.toString(),
                Jdk.dist().toRealPath().toString());
        List<String> probe = new ArrayList<>(command);
        probe.add("true");
        Jdk.Result result = Jdk.run(probe);
        assumeTrue(result.exitCode == 0, "needs the right to mount: " + result.inOneLine());
        return command;
    }

    private static void assertFails(Jdk.Result result, String message) {
        assertEquals(70, result.exitCode, result.toString());
        assertEquals("", result.out);
        assertTrue(result.err.contains(message), result.toString());
    }

    private static void assertAnswers(Jdk.Result result) {
        assertEquals(0, result.exitCode, result.toString());
        assertTrue(result.out.contains("POWER9:       yes\n"), result.out);
    }

    @Test
    void unreadableArchiveIsIgnored() throws Exception {
        List<String> user = asOrdinaryUser();
        makeStale();
        run("--help");
        List<Path> archives = archives();
        assertEquals(1, archives.size());
        permit(archives.get(0), "---------");
        assertAnswers(run(user, "supports", "power9", "--simulate", "power10"));
    }

    private List<Path> archives() throws IOException {
        try (Stream<Path> files = Files.list(target.resolve("cache"))) {
            return files.toList();
        }
    }

    /** A JVM that cannot write its archive exits with 1, even after an answer. */
    @Test
    void builtToolRunsWithUnwritableTarget() throws Exception {
        List<String> user = asOrdinaryUser();
        permit(target, "r-xr-xr-x");
        assertAnswers(run(user, "supports", "power9", "--simulate", "power10"));
        assertTrue(Files.notExists(target.resolve("cache")));
    }

    @Test
    void unwritableTargetIsReported() throws Exception {
        List<String> user = asOrdinaryUser();
        makeStale();
        permit(target, "r-xr-xr-x");
        assertFails(run(user, "--help"), UNWRITABLE + target + ". ");
    }

    @Test
    void unwritableLockIsReported() throws Exception {
        List<String> user = asOrdinaryUser();
        makeStale();
        permit(Files.createFile(target.resolve("build.lock")), "r--r--r--");
        Jdk.Result result = run(user, "--help");
        assertFails(result, UNWRITABLE);
        assertTrue(result.err.contains("build.lock: Permission denied"), result.err);
    }

    @Test
    void directoryInPlaceOfLockIsReported() throws Exception {
        makeStale();
        Files.createDirectory(target.resolve("build.lock"));
        Jdk.Result result = run("--help");
        assertFails(result, UNWRITABLE);
        assertTrue(result.err.contains("build.lock: Is a directory"), result.err);
    }

    @Test
    void failureToLockIsReported() throws Exception {
        makeStale();
        tool("flock", "echo 'flock: No locks available' >&2", "exit 1");
        assertFails(run("--help"), "flock: No locks available");
    }

    @Test
    void failureToTouchIsReported() throws Exception {
        makeStale();
        tool("touch", "exit 1");
        Jdk.Result result = run("--help");
        assertFails(result, "cannot write " + target.resolve("compatcaps.built.new"));
        assertFalse(result.err.contains("Building the tool"), result.err);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rm", "mv"})
    void failureAfterTheBuildIsReported(String name) throws Exception {
        makeStale();
        tool(name, "echo '" + name + " failed' >&2", "exit 1");
        assertFails(run("--help"), name + " failed");
        assertTrue(Files.notExists(target.resolve("compatcaps.built")));
    }

    @Test
    void directoryInPlaceOfLogIsReported() throws Exception {
        makeStale();
        Files.createDirectory(target.resolve("build.log"));
        assertFails(run("--help"), "compatcaps: The build failed and wrote nothing to " + target.resolve("build.log"));
    }

    /** A user without a passwd entry has no home. The messages are those of the shell and of mkdir. */
    @ParameterizedTest
    @CsvSource({
        "'', ./mvnw: 147: HOME: parameter not set",
        "/nonexistent, mkdir: cannot create directory '/nonexistent': Permission denied"
    })
    void buildWithoutHomeIsReported(String home, String message) throws Exception {
        makeStale();
        tool("maven", "echo \"" + message + "\"", "exit 1");
        environment.put("HOME", home);
        assertFails(run("--help"), "Set HOME to one. Then retry (log: " + target.resolve("build.log") + ").");
    }

    @Test
    void logOnAFullDeviceIsReported() throws Exception {
        assumeTrue(Files.exists(Path.of("/dev/full")), "needs /dev/full, a device that is always full");
        makeStale();
        tool("maven", "echo building");
        Files.createSymbolicLink(target.resolve("build.log"), Path.of("/dev/full"));
        assertFails(run("--help"), "compatcaps: The build failed and wrote nothing to " + target.resolve("build.log"));
    }

    @Test
    void buildOnAFullDiskIsReported() throws Exception {
        List<String> disk = onSmallDisk("64k");
        tool("maven", "head -c 1M /dev/zero > cli/target/classes && echo built");
        assertFails(
                run(disk, "--help"),
                "compatcaps: The build failed and wrote nothing to " + target.resolve("build.log"));
    }

    @Test
    void fullDiskOnlyPreventsTheArchive() throws Exception {
        List<String> disk = onSmallDisk("64k");
        assertAnswers(run(disk, "supports", "power9", "--simulate", "power10"));
    }

    @Test
    void jvmThatCannotStartExitsWith70() throws Exception {
        environment.put("JAVA_TOOL_OPTIONS", "-Xmx1k");
        for (String command : List.of("--version", "doctor")) {
            Jdk.Result result = run(command);
            assertEquals(70, result.exitCode, result.toString());
            assertTrue(result.toString().contains("Error occurred during initialization of VM"), result.toString());
        }
    }

    @Test
    void brokenJavaExitsWith70() throws Exception {
        Files.createDirectory(tools.resolve("bin"));
        Path java = tool("bin/java");
        Files.writeString(java, "#!/nonexistent\n");
        environment.put("JAVA_HOME", tools.toString());
        assertFails(run("--help"), java.toString());
    }

    @Test
    void terminationReachesTheTool() throws Exception {
        run("--help");
        assertEquals(1, archives().size());
        terminate(0);
    }

    /** The times fall into the making of the archive, its end, and the run of the tool. */
    @ParameterizedTest
    @ValueSource(ints = {0, 200, 400, 600, 800, 1000, 1200})
    void terminationReachesTheJvmThatMakesTheArchive(int milliseconds) throws Exception {
        terminate(milliseconds);
        for (Path archive : archives()) {
            assertTrue(archive.toString().endsWith(".jsa"), archive.toString());
        }
    }

    /** A JVM of JDK 25 does so if the signal arrives while it initializes its modules. */
    @Test
    void terminatedJvmThatExitsWith1IsNoFailure() throws Exception {
        Files.createDirectory(tools.resolve("bin"));
        tool("bin/java", "trap 'exit 1' TERM", "echo started", "while :; do sleep 0.1; done");
        environment.put("JAVA_HOME", tools.toString());
        Process launcher = new ProcessBuilder(command(List.of(), "--help")).start();
        try {
            assertEquals('s', launcher.getInputStream().read());
            assertTerminates(launcher);
        } finally {
            destroy(launcher);
        }
    }

    private void terminate(int milliseconds) throws Exception {
        Path working = Files.createDirectory(directory.resolve("working"));
        Process launcher = new ProcessBuilder(command(List.of(), "common", "-"))
                .directory(working.toFile())
                .start();
        try {
            awaitChild(launcher);
            Thread.sleep(milliseconds);
            List<ProcessHandle> children = launcher.children().toList();
            assertTerminates(launcher);
            assertTrue(children.stream().noneMatch(ProcessHandle::isAlive), children::toString);
            // A crashing JVM would write its report there.
            assertTrue(Files.deleteIfExists(working));
        } finally {
            destroy(launcher);
        }
    }

    private static void assertTerminates(Process launcher) throws Exception {
        // Process.destroy() would also close the input, which ends the tool as well.
        launcher.toHandle().destroy();
        assertTrue(launcher.waitFor(60, TimeUnit.SECONDS));
        assertEquals(143, launcher.exitValue());
    }

    private static void destroy(Process launcher) {
        launcher.descendants().forEach(ProcessHandle::destroyForcibly);
        launcher.destroyForcibly();
    }

    /** Starts the tool, which waits for its input. */
    private static ProcessHandle awaitChild(Process launcher) throws Exception {
        for (int i = 0; i < 600; i++) {
            for (ProcessHandle child : launcher.children().toList()) {
                if (child.info().command().orElse("").endsWith("/java")) {
                    return child;
                }
            }
            Thread.sleep(100);
        }
        throw new AssertionError("no java was started");
    }
}

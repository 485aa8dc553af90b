// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.failures.loading;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.compatcaps.cli.Jdk;
import org.compatcaps.cli.OtherUser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Starts with little access, few modules, missing libraries or few threads. */
@Execution(ExecutionMode.CONCURRENT)
class StartIT {

    private static final Path KVM = Path.of("/dev/kvm");

    /** More than a JVM starts by itself. */
    private static final int THREAD_LIMIT = 150;

    /** One for the SDK, and three that the binding libraries may need. */
    private static final int NEEDED = 4;

    /** The kernel may count a thread for a moment after it has ended. */
    private static final int ENOUGH = 20;

    @TempDir
    private Path directory;

    static List<Jdk> jdks() throws Exception {
        return Jdk.all();
    }

    /** Returns the tool in a copy that another user runs, who has no entry in the list of users and so no home. */
    private Tool toolOfOtherUser(Jdk jdk, String... moreOfPrefix) throws Exception {
        assumeTrue(OtherUser.mayRead(Path.of(jdk.tool("java"))), "no ordinary user can read " + jdk.tool("java"));
        return Tool.on(jdk, directory).copied().startedBy(Tool.concat(OtherUser.prefix(), moreOfPrefix));
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void deviceOfAnotherUserIsPermissionError(Jdk jdk) throws Exception {
        assumeTrue(Files.exists(KVM), "there is no /dev/kvm here");
        Tool tool = Files.isWritable(KVM) ? toolOfOtherUser(jdk) : Tool.on(jdk, directory);
        Jdk.Result mayUse = Jdk.run(Tool.concat(tool.prefix(), "test", "-w", KVM.toString()));
        assumeTrue(mayUse.exitCode != 0, "every user may use /dev/kvm here");
        for (String backend : tool.backends()) {
            Jdk.Result result = tool.run("--backend", backend);
            assertEquals(4, result.exitCode, result.toString());
            assertEquals("", result.out);
            assertEquals(
                    "compatcaps: Cannot open /dev/kvm: permission denied (EACCES). If ls -l /dev/kvm shows"
                            + " the group kvm with rw, add the user to it and log in again. Otherwise, run sudo setfacl -m"
                            + " u:USER:rw /dev/kvm. If this is a container, start it with --device /dev/kvm. Also give it"
                            + " the device's group (--group-add GID; rootless podman: --group-add keep-groups) or owner"
                            + " (--user UID).\n",
                    result.err);
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void userWithoutHomeGetsNoFilesInWorkingDirectory(Jdk jdk) throws Exception {
        Path work = Files.createDirectory(directory.resolve("work"));
        Files.setPosixFilePermissions(work, PosixFilePermissions.fromString("rwxrwxrwx"));
        for (String cache : List.of("-uXDG_CACHE_HOME", "XDG_CACHE_HOME=relative")) {
            Tool tool = toolOfOtherUser(jdk, "-C", work.toString(), cache);
            for (String backend : List.of("jna", "jnr")) {
                assertEquals(4, tool.run("--backend", backend, "--device", "/dev/null").exitCode);
            }
            tool.run("doctor");
            assertArrayEquals(new String[0], work.toFile().list());
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void toolNeedsOnlyJavaBase(Jdk jdk) throws Exception {
        Tool tool = Tool.on(jdk, directory).with("--limit-modules=java.base");
        assertEquals(0, tool.run("--simulate", "power10", "--json").exitCode);
        assertTrue(tool.run("doctor").out.contains("needs the module java.logging"));
    }

    /** The SDK itself needs slf4j, unlike a backend: it logs that a backend is skipped. */
    @Test
    void missingLibraryOfSdkIsReportedInOneLine() throws Exception {
        Tool tool = Tool.on(jdks().get(0), directory).copied();
        for (String jar : List.of("slf4j-api-*.jar", "compatcaps-backend-ffm-*.jar", "jna-*.jar")) {
            Files.delete(tool.jar(jar));
        }
        Jdk.Result result = tool.run();
        assertEquals(70, result.exitCode, result.toString());
        assertTrue(
                result.err.startsWith("compatcaps: unexpected java.lang.NoClassDefFoundError: org/slf4j/"), result.err);
        assertEquals(1, result.err.lines().count(), result.err);
    }

    /** The application tried JNA first, so that its classes cannot be initialized any more. */
    @ParameterizedTest
    @MethodSource("jdks")
    void secondAttemptHasReasonOfFirst(Jdk jdk) throws Exception {
        assumeTrue(jdk.version() >= 17, "older Java versions do not keep the first error");
        Path source = Files.writeString(directory.resolve("Application.java"), """
                public class Application {
                    public static void main(String[] arguments) {
                        try {
                            com.sun.jna.Native.getLastError();
                        } catch (LinkageError e) {
                            org.compatcaps.Backend.list().forEach(System.out::println);
                        }
                    }
                }
                """);
        Jdk.Result list =
                Jdk.run(jdk.command("-Djna.nounpack=true", "-cp", Jdk.dist().resolve("lib") + "/*", source.toString()));
        assertTrue(
                list.out.matches("(?s).*jna: not available: [^\n]*Could not find JNA native support[^\n]*or drop"
                        + " -Djna.nounpack.*"),
                list.toString());
    }

    static List<Arguments> jdksAndBackends() throws Exception {
        return Jdk.all().stream()
                .flatMap(jdk -> Stream.of("ffm", "jna", "jnr")
                        .filter(backend -> jdk.hasFfm() || !backend.equals("ffm"))
                        .map(backend -> Arguments.of(jdk, backend)))
                .toList();
    }

    /** The kernel limits the threads of each user but root. */
    @ParameterizedTest
    @MethodSource("jdksAndBackends")
    void queryAtTheLimitIsReportedAndTheNextOneWorks(Jdk jdk, String backend) throws Exception {
        Path copy = OtherUser.copy(directory, Jdk.dist().resolve("lib"), Path.of("target/classes"));
        assumeTrue(OtherUser.mayRead(Path.of(jdk.tool("java"))), "no ordinary user can read " + jdk.tool("java"));
        List<String> command = new ArrayList<>(OtherUser.prefix());
        command.addAll(List.of("prlimit", "--nproc=" + THREAD_LIMIT));
        command.addAll(jdk.command(
                "-XX:TieredStopAtLevel=1",
                "-XX:-UseDynamicNumberOfCompilerThreads",
                "-XX:+UseSerialGC",
                "-Dcompatcaps.backend=" + backend,
                "-Djna.tmpdir=/tmp",
                "-cp",
                copy.resolve("classes") + ":" + copy.resolve("lib") + "/*",
                "org.compatcaps.verification.failures.limits.AtThreadLimit"));
        for (int spare : List.of(0, 1, NEEDED - 1, ENOUGH)) {
            Jdk.Result result = Jdk.run(Tool.concat(command, "" + spare));
            assertEquals(0, result.exitCode, result.toString());
            List<String> lines = result.out.lines().toList();
            // The JVM itself reports on the same stream that it could not start threads.
            String atTheLimit = lines.get(lines.size() - 2);
            String later = lines.get(lines.size() - 1);
            assertTrue(later.contains("/dev/kvm") || later.contains("KVM_PPC_GET_COMPAT_CAPS"), later);
            String expected = spare == ENOUGH
                    ? Pattern.quote(later)
                    : "BackendUnavailableException: .* needs threads, and this process cannot start another. Raise its limit"
                            + " \\(ulimit -u, or pids.max of the cgroup\\), or retry when fewer threads run\\..*";
            assertTrue(atTheLimit.matches(expected), result.toString());
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.failures.loading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.compatcaps.cli.Jdk;
import org.compatcaps.cli.OtherUser;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** An application at its limit of threads, which the kernel sets for each user but root. */
class ThreadLimitIT {

    /** More than a JVM starts by itself. */
    private static final int LIMIT = 150;

    /** One for the SDK, and three that the binding libraries may need. */
    private static final int NEEDED = 4;

    /** The kernel may count a thread for a moment after it has ended. */
    private static final int ENOUGH = 20;

    @TempDir
    private Path directory;

    static List<Arguments> jdksAndBackends() throws Exception {
        List<Arguments> all = new ArrayList<>();
        for (Jdk jdk : Jdk.all()) {
            for (String backend : jdk.hasFfm() ? List.of("ffm", "jna", "jnr") : List.of("jna", "jnr")) {
                all.add(Arguments.of(jdk, backend));
            }
        }
        return all;
    }

    @ParameterizedTest
    @MethodSource("jdksAndBackends")
    void queryAtTheLimitIsReportedAndTheNextOneWorks(Jdk jdk, String backend) throws Exception {
        List<String> command = new ArrayList<>(OtherUser.prefix());
        Path copy = OtherUser.copy(directory, Jdk.dist().resolve("lib"), Path.of("target/classes"));
        assumeTrue(OtherUser.mayRead(Path.of(jdk.tool("java"))), "no ordinary user can read " + jdk.tool("java"));
        command.addAll(List.of("prlimit", "--nproc=" + LIMIT));
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
            List<String> withSpare = new ArrayList<>(command);
            withSpare.add(String.valueOf(spare));
            Jdk.Result result = Jdk.run(withSpare);
            assertEquals(0, result.exitCode, result.toString());
            String atTheLimit = line("at the limit: ", result);
            String later = line("later: ", result);
            assertTrue(later.contains("/dev/kvm") || later.contains("KVM_PPC_GET_COMPAT_CAPS"), result.toString());
            if (spare == ENOUGH) {
                assertEquals(later, atTheLimit);
            } else {
                assertTrue(atTheLimit.startsWith("BackendUnavailableException: "), result.toString());
                assertTrue(
                        atTheLimit.contains(" needs threads, and this process cannot start another. Raise its limit"
                                + " (ulimit -u, or pids.max of the cgroup), or retry when fewer threads run."),
                        result.toString());
            }
        }
    }

    private static String line(String start, Jdk.Result result) {
        List<String> lines =
                result.out.lines().filter(line -> line.startsWith(start)).toList();
        assertEquals(1, lines.size(), result.toString());
        return lines.get(0).substring(start.length());
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.jdks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.compatcaps.verification.jdks.Jvms.Output;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An early-access build may change or disappear without making the run fail, unless the run is strict. */
class MainTest {
    private static final Combination EARLY =
            new Combination(Architecture.X86_64, new Jdk("28-ea"), "class", "mock", "default");
    private static final Combination RELEASED =
            new Combination(Architecture.X86_64, new Jdk("27"), "class", "mock", "default");
    private static final Output CRASH = new Output("", "", 134);

    private static Main run(boolean strict) throws Exception {
        return new Main(Expectations.read(Path.of("expected.tsv")), strict);
    }

    private static void assertResult(String verdict, int exitStatus, Main run) {
        assertEquals(verdict, run.verdict());
        assertEquals(exitStatus, run.exitStatus());
    }

    @Test
    void differenceOfEarlyBuildIsCountedAndNotFatal() throws Exception {
        Main run = run(false);
        run.judge(EARLY, CRASH);
        run.judge(EARLY, null);
        assertResult("all as expected but 2 of the early-access build, which fail only with --strict", 0, run);
    }

    @Test
    void differenceOfReleasedJdkIsFatal() throws Exception {
        Main run = run(false);
        run.judge(RELEASED, null);
        run.judge(EARLY, CRASH);
        assertResult("1 NOT AS EXPECTED, and 1 of the early-access build, which fail only with --strict", 1, run);
    }

    @Test
    void strictRunTreatsEarlyBuildAsTheOthers(@TempDir Path root) throws Exception {
        Main run = run(true);
        run.judge(EARLY, CRASH);
        assertFalse(run.leavesOut(EARLY, root));
        assertResult("1 NOT AS EXPECTED", 1, run);
    }

    @Test
    void missingEarlyBuildIsLeftOut(@TempDir Path root) throws Exception {
        Main run = run(false);
        assertTrue(run.leavesOut(EARLY, root));
        assertFalse(run.leavesOut(RELEASED, root));
        assertResult("all as expected, 1 of the early-access build left out", 0, run);
        Path java = root.resolve("usr/lib/jvm/java-28-openjdk-amd64/bin/java");
        Files.createDirectories(java.getParent());
        assertTrue(Files.createFile(java).toFile().setExecutable(true));
        assertFalse(run.leavesOut(EARLY, root));
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.jdks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.compatcaps.verification.jdks.Jvms.Output;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An early-access build may change or disappear without making the run fail. A strict run accepts no change. */
class MainTest {
    private static final Combination EARLY =
            new Combination(Architecture.X86_64, new Jdk("28-ea"), "class", "mock", "default");
    private static final Combination RELEASED =
            new Combination(Architecture.X86_64, new Jdk("27"), "class", "mock", "default");
    private static final Output CRASH = new Output("", "", 134);

    private static void assertResult(int exitStatus, String verdict, boolean strict, Combination... combinations)
            throws Exception {
        Main run = new Main(Expectations.read(Path.of("expected.tsv")), strict);
        for (Combination combination : combinations) {
            run.judge(combination, CRASH);
            run.judge(combination, null);
        }
        assertEquals(exitStatus, run.exitStatus());
        assertEquals(verdict, run.verdict());
    }

    @Test
    void differenceOfEarlyBuildIsCountedAndNotFatal() throws Exception {
        assertResult(0, "all as expected; 2 of the early-access build differ", false, EARLY);
    }

    @Test
    void differenceOfReleasedJdkIsFatal() throws Exception {
        assertResult(1, "2 NOT AS EXPECTED; 2 of the early-access build differ", false, RELEASED, EARLY);
    }

    @Test
    void differenceOfEarlyBuildIsFatalInStrictRun() throws Exception {
        assertResult(1, "2 NOT AS EXPECTED", true, EARLY);
    }

    @Test
    void onlyMissingEarlyBuildIsLeftOut(@TempDir Path root) throws Exception {
        assertTrue(Main.isMissing(EARLY, root));
        assertFalse(Main.isMissing(RELEASED, root));
    }
}

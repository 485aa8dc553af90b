// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.jdks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An early-access build may change or disappear without making the run fail, unless the run is strict. */
class MainTest {
    private static final Cell EARLY = new Cell(Architecture.X86_64, new Jdk("28-ea"), "class", "mock", "default");
    private static final Cell RELEASED = new Cell(Architecture.X86_64, new Jdk("27"), "class", "mock", "default");

    /** The cell ended without a word. */
    private static final Output CRASH = new Output("", "", 134, 1);

    @TempDir
    Path root;

    private static Main run(boolean strict) throws Exception {
        return new Main(Expectations.read(Path.of("expected.tsv")), strict);
    }

    @Test
    void differenceOfEarlyBuildIsCountedAndNotFatal() throws Exception {
        Main run = run(false);
        run.judge(EARLY, CRASH);
        run.judge(EARLY, null);
        assertEquals("all as expected but 2 of the early-access build, which fail only with --strict", run.verdict());
        assertEquals(0, run.exitStatus());
    }

    @Test
    void differenceOfReleasedJdkIsFatal() throws Exception {
        Main run = run(false);
        run.judge(RELEASED, CRASH);
        run.judge(EARLY, CRASH);
        assertEquals(
                "1 NOT AS EXPECTED, and 1 of the early-access build, which fail only with --strict", run.verdict());
        assertEquals(1, run.exitStatus());
    }

    @Test
    void strictRunTreatsEarlyBuildAsTheOthers() throws Exception {
        Main run = run(true);
        run.judge(EARLY, CRASH);
        assertFalse(run.leavesOut(EARLY, root));
        assertEquals("1 NOT AS EXPECTED", run.verdict());
        assertEquals(1, run.exitStatus());
    }

    @Test
    void missingEarlyBuildIsLeftOut() throws Exception {
        Main run = run(false);
        assertTrue(run.leavesOut(EARLY, root));
        assertFalse(run.leavesOut(RELEASED, root));
        assertEquals("all as expected, 1 of the early-access build left out", run.verdict());
        Path java = root.resolve("usr/lib/jvm/java-28-openjdk-amd64/bin/java");
        Files.createDirectories(java.getParent());
        assertTrue(Files.createFile(java).toFile().setExecutable(true));
        assertFalse(run.leavesOut(EARLY, root));
    }
}

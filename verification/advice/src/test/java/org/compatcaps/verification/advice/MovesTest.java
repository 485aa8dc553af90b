// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.advice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MovesTest {
    @TempDir
    Path work;

    private Moves moves(String... patterns) throws IOException {
        return new Moves(new Selection(Path.of(""), List.of(patterns)).moves, work);
    }

    @Test
    void guestMovesOnceToAllTargets() throws IOException {
        Moves moves =
                moves("power11-to-power9-in-power9", "power11-to-power10-in-power9", "power11-to-power10-in-no-mode");
        assertEquals(" DISK_power9=vda DISK_without=vdb", moves.sourceParameters("power11-v1"));
        assertEquals(4 * 2, moves.sourceDevices("power11-v1").size());
        assertEquals(List.of("power9-v1", "power10-v1"), moves.targets());
        assertEquals(" ARRIVALS=vda:power9:2", moves.targetParameters("power9-v1"));
        assertEquals(" ARRIVALS=vda:power9:2,vdb:without:2", moves.targetParameters("power10-v1"));
        assertEquals("", moves.sourceParameters("power9-v1"));
    }

    @Test
    void runningGuestIsNotStopped() throws IOException {
        assertEquals(
                " DISK_power10=vda RUNNING=power10",
                moves("power10-to-power11-in-power10").sourceParameters("power10-v1"));
    }

    @Test
    void targetsShareDisksForReadingOnly() throws IOException {
        Moves moves = moves("power11-to-*-in-power9");
        for (String target : moves.targets()) {
            assertTrue(moves.targetDevices(target).get(1).contains("readonly=on"));
        }
        assertFalse(moves.sourceDevices("power11-v1").get(1).contains("readonly"));
    }

    @Test
    void noDiskHoldsAGuestOfAnEarlierRun() throws IOException {
        Moves moves = moves("power11-to-power9-in-power9");
        Path disk = Files.writeString(work.resolve("power11-v1.power9.raw"), "old");
        moves.createDisks();
        assertEquals(1L << 30, Files.size(disk));
        try (var content = Files.newInputStream(disk)) {
            assertEquals(0, content.read());
        }
        moves.deleteDisks();
        assertFalse(Files.exists(disk));
    }
}

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

class HostBootsTest {
    @TempDir
    Path work;

    private HostBoots boots(String... patterns) throws IOException {
        return new HostBoots(new Selection(Path.of(""), List.of(patterns)), null, work, null);
    }

    @Test
    void guestMovesOnceToAllTargets() throws IOException {
        HostBoots boots =
                boots("power11-to-power9-in-power9", "power11-to-power10-in-power9", "power11-to-power10-in-no-mode");
        assertEquals(" DISK_power9=vda DISK_without=vdb", boots.departureParameters("power11-v1"));
        assertEquals(4 * 2, boots.departureDisks("power11-v1").size());
        assertEquals(" ARRIVALS=vda:power9:2", boots.arrivalParameters("power9-v1"));
        assertEquals(" ARRIVALS=vda:power9:2,vdb:without:2", boots.arrivalParameters("power10-v1"));
        assertEquals("", boots.departureParameters("power9-v1"));
    }

    @Test
    void runningGuestIsNotStopped() throws IOException {
        assertEquals(
                " DISK_power10=vda RUNNING=power10",
                boots("power10-to-power11-in-power10").departureParameters("power10-v1"));
    }

    @Test
    void targetsShareDisksForReadingOnly() throws IOException {
        HostBoots boots = boots("power11-to-*-in-power9");
        assertTrue(boots.arrivalDisks("power9-v1").get(1).contains("readonly=on"));
        assertTrue(boots.arrivalDisks("power10-v1").get(1).contains("readonly=on"));
        assertFalse(boots.departureDisks("power11-v1").get(1).contains("readonly"));
    }

    @Test
    void noDiskHoldsAGuestOfAnEarlierRun() throws IOException {
        HostBoots boots = boots("power11-to-power9-in-power9");
        Path disk = Files.writeString(work.resolve("power11-v1.power9.raw"), "old");
        boots.createDisks();
        assertEquals(1L << 30, Files.size(disk));
        try (var content = Files.newInputStream(disk)) {
            assertEquals(0, content.read());
        }
        boots.deleteDisks();
        assertFalse(Files.exists(disk));
    }
}

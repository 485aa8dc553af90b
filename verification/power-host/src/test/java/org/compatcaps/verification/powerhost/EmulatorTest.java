// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.powerhost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class EmulatorTest {
    private final Emulator emulator = new Emulator(Path.of("/parts"), Duration.ofMinutes(30));

    @Test
    void aPartitionGetsItsCapabilityAndIsToldWhatToShow() throws IOException {
        List<String> command = command("power10-v1");

        assertEquals("1800", after(command, "--kill-after=10"));
        assertEquals("pseries,x-vof=on,cap-nested-hv=on,accel=tcg", after(command, "-machine"));
        assertEquals("power10", after(command, "-cpu"));
        assertEquals("/i.cpio", after(command, "-initrd"));
        assertTrue(after(command, "-append").endsWith(" TRACE=yes CASES=v1"));
        assertTrue(after(command("power9-v1"), "-append").endsWith(" panic=-1"));
    }

    @Test
    void bareMetalGetsItsDevicesAndTheCompressedArchive() throws IOException {
        List<String> command = command("bare-metal");

        assertEquals("powernv10,accel=tcg", after(command, "-machine"));
        assertEquals("ipmi-bmc-sim,id=bmc0", after(command, "-device"));
        assertEquals("/i.cpio.gz", after(command, "-initrd"));
        assertTrue(after(command, "-append").endsWith(" panic=-1 CASES=bare-metal"));
    }

    private List<String> command(String name) throws IOException {
        Configuration configuration = Main.select(Configuration.read(Path.of("expected.tsv")), List.of(name))
                .get(0);
        return emulator.command(configuration.boot(Path.of("/i.cpio"), Path.of("/i.cpio.gz"), false));
    }

    private static String after(List<String> command, String option) {
        return command.get(command.indexOf(option) + 1);
    }
}

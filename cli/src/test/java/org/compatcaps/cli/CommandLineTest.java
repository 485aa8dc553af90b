// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.compatcaps.ProcessorMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands that decide by an answer, and the list of backends. */
class CommandLineTest extends InProcess {

    @Test
    void supportsPrintsSettingsOrAlternatives() {
        assertEquals(0, run("supports", "power9", "--simulate", "power10"));
        assertEquals(
                lines(
                        "SIMULATED: this answer comes from the mock backend.",
                        "POWER9:       yes",
                        "QEMU:         -machine pseries,max-cpu-compat=power9",
                        "libvirt:      <cpu mode='host-model'><model>power9</model></cpu>",
                        "Guest's CPU:  POWER9 (architected)",
                        "Nested API:   v1 (modes derived from the partition's mode at each query)"),
                out.toString());
        out.getBuffer().setLength(0);
        assertEquals(ExitCodes.NO, run("supports", "POWER11", "--simulate", "power10"));
        assertTrue(out.toString().endsWith(lines("POWER11:      no", "Possible:     POWER9, POWER10")), out.toString());
        assertEquals(4, run("supports", "power9", "--backend", "mock", "--device", "/nonexistent"));
    }

    @Test
    void bestPrintsNewestAllowedMode() {
        assertEquals(0, run("best", "--simulate", "power11", "--at-most", "power10"));
        assertTrue(out.toString().contains(lines("Mode:         POWER10")), out.toString());
        assertTrue(out.toString().contains("max-cpu-compat=power10"), out.toString());
        out.getBuffer().setLength(0);
        assertEquals(0, run("best", "--simulate", "power11"));
        assertTrue(out.toString().contains(lines("Mode:         POWER11")), out.toString());
    }

    @ParameterizedTest
    @CsvSource({
        "name, POWER9",
        "qemu, max-cpu-compat=power9",
        "libvirt, <cpu mode='host-model'><model>power9</model></cpu>",
    })
    void bestAsPrintsASingleLine(String part, String expected) {
        assertEquals(0, run("best", "--simulate", "power9", "--as", part));
        assertEquals(lines(expected), out.toString());
        assertEquals(lines("SIMULATED: this answer comes from the mock backend."), err.toString());
    }

    @ParameterizedTest
    @CsvSource({
        "power11, 11.4, false",
        "power11, 12.0.0, false",
        "power11, 11.3.0, true",
        "power10, 9.0, false",
        "power10, 8.3, true",
    })
    void settingDependsOnLibvirtAndProcessor(String processor, String libvirt, boolean passthrough) {
        ProcessorMode mode = ProcessorMode.POWER9;
        String setting = passthrough ? mode.libvirtPassthroughXml() : mode.libvirtXml();
        assertEquals(0, run("supports", "power9", "--simulate", processor, "--libvirt", libvirt));
        assertTrue(out.toString().contains(lines("libvirt:      " + setting)), out.toString());
        out.getBuffer().setLength(0);
        String[] best = {"best", "--at-most", "power9", "--simulate", processor, "--libvirt", libvirt, "--as"};
        assertEquals(0, run(with(best, "libvirt")));
        assertEquals(lines(setting), out.toString());
    }

    @ParameterizedTest
    @CsvSource({"Power10, POWER10", "POWER9, POWER9", "power11, POWER11", "0x0f000006, POWER10", "0X0F000005, POWER9"})
    void modesAreParsedBySdk(String text, String mode) {
        assertEquals(0, run("supports", text, "--simulate", "power11"));
        assertTrue(out.toString().contains(mode + ":"), out.toString());
        assertEquals(0, run("--simulate", text));
        assertTrue(out.toString().contains("Highest:      " + mode), out.toString());
        assertEquals(0, run("best", "--at-most", text, "--simulate", "power11"));
        assertTrue(out.toString().contains("Mode:         " + mode), out.toString());
    }

    @Test
    void backendsAreListedInOrder() {
        assertEquals(0, run("backends"));
        String[] lines = out.toString().split("\\R");
        assertEquals(4, lines.length, out.toString());
        assertTrue(lines[0].startsWith("ffm: "), lines[0]);
        assertTrue(lines[1].startsWith("jna: "), lines[1]);
        assertTrue(lines[2].startsWith("jnr: "), lines[2]);
        assertEquals("mock: available if selected explicitly", lines[3]);
    }
}

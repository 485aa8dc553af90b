// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Options, wrong usage and the help. */
class UsageTest extends InProcess {

    @Test
    void optionBeforeSubcommandIsRejected() {
        assertEquals(2, run("--simulate", "power10", "supports", "power9"));
        assertTrue(
                err.toString()
                        .startsWith("compatcaps: --simulate has no effect before supports. Put it after supports."),
                err.toString());
        assertEquals("", out.toString());
        assertEquals(0, run("--debug", "supports", "power9", "--simulate", "power10"));
    }

    @Test
    void onlyDebugPrintsTheStackTrace() {
        assertEquals(4, run("--backend", "mock", "--device", "/nonexistent"));
        assertFalse(err.toString().contains("\tat "), err.toString());
        assertEquals(4, run("--backend", "mock", "--device", "/nonexistent", "--debug"));
        assertTrue(err.toString().contains("\tat org.compatcaps.KvmHost"), err.toString());
    }

    @Test
    void debugIsAllowedBeforeAndAfterASubcommand() {
        CommandLine commandLine = Main.newCommandLine();
        assertTrue(DebugOption.isGiven(commandLine.parseArgs("--debug", "backends")));
        assertTrue(DebugOption.isGiven(commandLine.parseArgs("backends", "--debug")));
        assertTrue(DebugOption.isGiven(commandLine.parseArgs("--debug")));
        assertFalse(DebugOption.isGiven(commandLine.parseArgs("backends")));
    }

    @Test
    void unknownBackendErrorListsTheOthers() {
        assertEquals(5, run("--backend", "rust"));
        assertTrue(err.toString().contains("'rust'"), err.toString());
        assertTrue(err.toString().contains("jna: "), err.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--simulate=power8",
                "--simulate",
                "--unknown",
                "unknown",
                "--simulate=power9 --backend=jna",
                "--json --format=nfd",
                "--format=yaml",
                "--expires-after=60",
                "--format=prometheus --expires-after=60",
                "--format=nfd --expires-after=0",
                "--format=nfd --expires-after=3h",
                "--device-tree=/"
            })
    void wrongUsageReturnsTwo(String arguments) {
        assertEquals(2, run(arguments.split(" ")));
        assertEquals("", out.toString());
        List<String> lines = err.toString().lines().collect(Collectors.toList());
        assertTrue(lines.get(0).startsWith("compatcaps: "), err.toString());
        assertEquals("Try 'compatcaps --help'.", lines.get(lines.size() - 1));
        assertTrue(lines.size() <= 3, err.toString());
    }

    @Test
    void wrongUsageOfSubcommandRefersToItsHelp() {
        assertEquals(2, run("supports"));
        assertEquals(
                lines("compatcaps: Missing required parameter: 'MODE'", "Try 'compatcaps supports --help'."),
                err.toString());
    }

    @Test
    void invalidLibvirtVersionIsWrongUsage() {
        assertEquals(2, run("best", "--libvirt", "new"));
        assertTrue(
                err.toString().contains("'new' is not a version. Write it as virsh --version prints it."),
                err.toString());
    }

    @Test
    void wrongUsagePrintsNoControlSequences() {
        assertEquals(2, run("\u001b[2J"));
        assertFalse(err.toString().contains("\u001b"), err.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "supports power8",
                "--simulate=power8",
                "best --at-most=0x0f000004",
                "supports POWER_10",
                "supports 9"
            })
    void unknownModeErrorListsTheModes(String arguments) {
        assertEquals(2, run(arguments.split(" ")));
        assertEquals("", out.toString());
        for (String mode : new ModeNames()) {
            assertTrue(err.toString().lines().findFirst().orElse("").contains(mode), err.toString());
        }
    }

    @Test
    void queryAndDoctorHaveTheSameOptionsForKvm() {
        CommandLine query = Main.newCommandLine();
        CommandLine doctor = query.getSubcommands().get("doctor");
        for (String option : new String[] {"--backend", "--device", "--device-tree"}) {
            assertArrayEquals(
                    query.getCommandSpec().findOption(option).description(),
                    doctor.getCommandSpec().findOption(option).description());
        }
    }

    @Test
    void simulateAllowsTheMockBackend() {
        assertEquals(0, run("--simulate", "power9", "--backend", "mock"));
    }

    @Test
    void helpAndVersionArePrinted() {
        assertEquals(0, run("--help"));
        for (String expected :
                new String[] {"--json", "--backend", "--device", "--simulate", "backends", "Exit codes:"}) {
            assertTrue(out.toString().contains(expected), out.toString());
        }
        assertTrue(out.toString().contains("power11"), out.toString());
        out.getBuffer().setLength(0);
        assertEquals(0, run("--version"));
        assertTrue(out.toString().matches("(?s)compatcaps \\d+\\.\\d+\\.\\d+\\S*\\RJava .*"), out.toString());
    }
}

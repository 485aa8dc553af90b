// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The command line in this process, on simulated hosts. */
class CommandLineTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        CommandLine commandLine = Main.newCommandLine();
        commandLine.setOut(new PrintWriter(out));
        commandLine.setErr(new PrintWriter(err));
        return commandLine.execute(arguments);
    }

    @Test
    void textSaysThatItIsSimulated() {
        assertEquals(0, run("--simulate", "power10"));
        assertEquals(
                String.join(
                        System.lineSeparator(),
                        "SIMULATED: this is not this host's answer but the mock's.",
                        "Modes:        POWER9, POWER10",
                        "Highest:      POWER10",
                        "Bitmap:       0x6000000000000000",
                        "Nested API:   v1 (older modes are offered, not enforced)",
                        "Interface:    released",
                        "Backend:      mock",
                        ""),
                out.toString());
        assertEquals("", err.toString());
    }

    @ParameterizedTest
    @CsvSource({
        "power9, POWER9, 0x4000000000000000, 1",
        "power10, POWER10, 0x6000000000000000, 2",
        "power11, POWER11, 0x7000000000000000, 3",
        "POWER11, POWER11, 0x7000000000000000, 3",
    })
    void json(String processor, String highest, String bitmap, int modes) {
        assertEquals(0, run("--simulate", processor, "--json"));
        JsonObject answer = JsonParser.parseString(out.toString()).getAsJsonObject();
        assertEquals(highest, answer.get("highest").getAsString());
        assertEquals(bitmap, answer.get("bitmap").getAsString());
        assertEquals("0x0000000000000000", answer.get("unknownBits").getAsString());
        assertEquals("released", answer.get("interface").getAsString());
        assertEquals("v1", answer.get("nestedApi").getAsString());
        assertEquals("mock", answer.get("backend").getAsString());
        assertTrue(answer.get("simulated").getAsBoolean());
        JsonArray names = answer.getAsJsonArray("modes");
        assertEquals(modes, names.size());
        assertEquals("POWER9", names.get(0).getAsString());
        assertEquals(highest, names.get(modes - 1).getAsString());
    }

    @Test
    void theStackTraceComesWithDebugOnly() {
        assertEquals(4, run("--backend", "mock", "--device", "/nonexistent"));
        assertFalse(err.toString().contains("\tat "), err.toString());
        assertEquals(4, run("--backend", "mock", "--device", "/nonexistent", "--debug"));
        assertTrue(err.toString().contains("\tat org.compatcaps.KvmHost"), err.toString());
    }

    @Test
    void debugMayStandBeforeOrBehindASubcommand() {
        CommandLine commandLine = Main.newCommandLine();
        assertTrue(DebugOption.isGiven(commandLine.parseArgs("--debug", "backends")));
        assertTrue(DebugOption.isGiven(commandLine.parseArgs("backends", "--debug")));
        assertTrue(DebugOption.isGiven(commandLine.parseArgs("--debug")));
        assertFalse(DebugOption.isGiven(commandLine.parseArgs("backends")));
    }

    @Test
    void anUnknownBackendIsAnErrorThatNamesThoseThatThereAre() {
        assertEquals(5, run("--backend", "rust"));
        assertTrue(err.toString().contains("'rust'"), err.toString());
        assertTrue(err.toString().contains("jna: "), err.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"--simulate=power8", "--simulate", "--unknown", "unknown", "--simulate=power9 --backend=jna"})
    void wrongUsage(String arguments) {
        assertEquals(2, run(arguments.split(" ")));
        assertEquals("", out.toString());
        assertTrue(err.toString().contains("Usage: compatcaps"), err.toString());
    }

    @Test
    void simulateGoesWithTheMock() {
        assertEquals(0, run("--simulate", "power9", "--backend", "mock"));
    }

    @Test
    void helpAndVersion() {
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

    @Test
    void backends() {
        assertEquals(0, run("backends"));
        String[] lines = out.toString().split("\\R");
        assertEquals(4, lines.length, out.toString());
        assertTrue(lines[0].startsWith("ffm: "), lines[0]);
        assertTrue(lines[1].startsWith("jna: "), lines[1]);
        assertTrue(lines[2].startsWith("jnr: "), lines[2]);
        assertEquals("mock: available, only by name", lines[3]);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.compatcaps.ProcessorMode;
import org.junit.jupiter.api.Test;

/** The command {@code common}. */
class CommonCommandTest extends InProcess {

    @Test
    void commonPrintsModesOfAllHosts() throws IOException {
        Path power11 = directory.resolve("power11.json");
        Path power10 = directory.resolve("power10.json");
        assertEquals(0, run("--simulate", "power11", "--json", "--output", power11.toString()));
        assertEquals(0, run("--simulate", "power10", "--json", "--output", power10.toString()));
        assertEquals("", out.toString());
        assertEquals(0, run("common", power11.toString(), power10.toString()));
        assertEquals(
                lines(
                        "SIMULATED: at least one answer comes from the mock backend.",
                        "Modes:        POWER9, POWER10",
                        "Highest:      POWER10",
                        "Bitmap:       0x6000000000000000",
                        "Nested API:   v1 (modes derived from the partition's mode at each query)",
                        "Hosts:        2",
                        "Interface:    released",
                        "Groups:",
                        "  1 host: POWER9, POWER10, POWER11",
                        "  1 host: POWER9, POWER10",
                        "Leave out 1 host to reach POWER11",
                        "Simulated:    2 hosts"),
                out.toString());
        out.getBuffer().setLength(0);
        Path both = directory.resolve("both.json");
        assertEquals(0, run("common", "--json", "--output", both.toString(), power11.toString(), power10.toString()));
        assertEquals(0, run("common", "--json", power11.toString(), both.toString()));
        JsonObject answer = JsonParser.parseString(out.toString()).getAsJsonObject();
        assertEquals(3, answer.get("hosts").getAsInt());
        assertTrue(answer.get("backend").isJsonNull());
        assertEquals("POWER10", answer.get("highest").getAsString());
    }

    @Test
    void commonPrintsHostNamesOnlyIfVerbose() throws IOException {
        Path fleet = directory.resolve("fleet.jsonl");
        Files.writeString(
                fleet,
                FleetReaderTest.simulated("a", ProcessorMode.POWER9) + "\n"
                        + FleetReaderTest.simulated("b", ProcessorMode.POWER10) + "\nnot\u001b JSON\n");
        assertEquals(7, run("common", fleet.toString()));
        assertTrue(err.toString().startsWith("compatcaps: " + fleet + " line 3 is not JSON"), err.toString());
        assertEquals(0, run("common", "--skip-unreadable", fleet.toString()));
        assertFalse(out.toString().contains("    a"), out.toString());
        assertTrue(
                out.toString()
                        .contains(lines("Unreadable:   1 (not counted above)") + "  " + fleet + " line 3 is not JSON"),
                out.toString());
        out.getBuffer().setLength(0);
        assertEquals(0, run("common", "--skip-unreadable", "--verbose", fleet.toString()));
        assertTrue(
                out.toString().contains(lines("Leave out 1 host to reach POWER10", "    a", "Simulated:    2 hosts")),
                out.toString());
    }

    @Test
    void commonReadsTheAnswersInADirectory() throws IOException {
        assertEquals(0, run("--simulate", "power11", "--json", "--output", directory + "/a.json"));
        assertEquals(0, run("--simulate", "power10", "--json", "--output", directory + "/b.json"));
        assertEquals(0, run("common", directory.toString()));
        assertTrue(out.toString().contains(lines("Hosts:        2")), out.toString());
        assertEquals(2, run("common", directory.toString(), directory + "/b.json"));
        assertTrue(err.toString().contains("/b.json is given twice"), err.toString());
    }

    @Test
    void commonReturnsNoWithoutCommonMode() throws IOException {
        Path one =
                Files.writeString(directory.resolve("1.json"), AnswerReaderTest.json("0x4000000000000000", "POWER9"));
        Path two =
                Files.writeString(directory.resolve("2.json"), AnswerReaderTest.json("0x2000000000000000", "POWER10"));
        assertEquals(ExitCodes.NO, run("common", one.toString(), two.toString()));
        assertTrue(out.toString().contains(lines("Modes:        none")), out.toString());
    }

    @Test
    void commonRejectsFilesWithoutAnswer() throws IOException {
        Path file = Files.writeString(directory.resolve("a.json"), "{}");
        assertEquals(7, run("common", file.toString()));
        assertEquals("", out.toString());
        assertTrue(err.toString().startsWith("compatcaps: " + file + " is not an answer"), err.toString());
        assertEquals(7, run("common", directory.resolve("none").toString()));
        assertEquals(2, run("common"));
    }

    @Test
    void commonRejectsOneFileWithTwoNames() throws IOException {
        Path file =
                Files.writeString(directory.resolve("a.json"), AnswerReaderTest.json("0x4000000000000000", "POWER9"));
        Path link = Files.createSymbolicLink(directory.resolve("link.json"), file);
        Path hardLink = Files.createLink(directory.resolve("hard.json"), file);
        for (Path other : List.of(file, directory.resolve("./a.json"), link, hardLink)) {
            err.getBuffer().setLength(0);
            assertEquals(2, run("common", file.toString(), other.toString()), other.toString());
            String problem = other.equals(file) ? " is given twice" : " and " + other + " are the same file";
            assertTrue(
                    err.toString().startsWith("compatcaps: " + file + problem + ". Give each file once."),
                    err.toString());
        }
        Path copy = Files.copy(file, directory.resolve("copy.json"));
        assertEquals(0, run("common", file.toString(), copy.toString()));
        assertTrue(out.toString().contains("Hosts:        2"), out.toString());
    }
}

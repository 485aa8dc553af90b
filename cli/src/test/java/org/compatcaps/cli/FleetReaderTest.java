// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.compatcaps.ProcessorMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reads many answers, and rejects or skips invalid ones. */
class FleetReaderTest {

    private static final String POWER9 = AnswerReaderTest.json("0x4000000000000000", "POWER9");

    @TempDir
    Path directory;

    private final FleetReader strict = reader(false);
    private final FleetReader skipping = reader(true);

    private static FleetReader reader(boolean skipUnreadable) {
        return new FleetReader(skipUnreadable, new Progress(new PrintWriter(new StringWriter())));
    }

    private static Fleet read(FleetReader reader, String... lines) {
        byte[] text = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
        reader.read(new InputFile(InputFile.STDIN), new ByteArrayInputStream(text));
        return reader.fleet;
    }

    private void assertRejected(String beginning, String problem, String... lines) {
        InputException e = assertThrows(InputException.class, () -> read(strict, lines));
        assertTrue(e.getMessage().startsWith(beginning), e.getMessage());
        assertTrue(e.getMessage().contains(problem), e.getMessage());
    }

    /** Returns the answer of a simulated host with the modes up to this one. */
    static String simulated(String host, ProcessorMode newest) {
        StringWriter json = new StringWriter();
        Main.newCommandLine().setOut(new PrintWriter(json)).execute("--simulate", newest.name(), "--json");
        return named(host, json.toString().replace("\n", ""));
    }

    private static String named(String host, String json) {
        return json.replaceFirst("\\{", "{\"host\":\"" + host + "\",");
    }

    private static List<String> names(Fleet fleet) {
        return fleet.groups().values().iterator().next().names;
    }

    @Test
    void hostsAreNamedAfterMemberOrLine() {
        String last = POWER9.substring(0, POWER9.length() - 1) + ", \"host\" : \"h3\" }";
        assertEquals(
                List.of("h1", "-:2", "h3", "h4", "-:5", "hö"),
                names(read(
                        strict,
                        named("h1", POWER9),
                        POWER9,
                        last,
                        named("h4", POWER9) + "\r",
                        POWER9,
                        named("hö", POWER9))));
    }

    @Test
    void singleAnswerIsNamedAfterItsFile() {
        assertEquals(List.of("-"), names(read(strict, POWER9)));
        assertEquals(
                List.of("h"), names(read(reader(false), "{", named("h", POWER9).substring(1))));
    }

    @Test
    void hostsAreGroupedByModes() {
        Fleet fleet = read(
                strict,
                simulated("a", ProcessorMode.POWER9),
                simulated("b", ProcessorMode.POWER11),
                simulated("c", ProcessorMode.POWER10),
                simulated("d", ProcessorMode.POWER11));
        List<Fleet.Hosts> groups = List.copyOf(fleet.groups().values());
        assertEquals(List.of("b", "d"), groups.get(0).names);
        assertEquals(List.of("a"), groups.get(1).names);
        assertEquals(List.of("c"), groups.get(2).names);
        assertEquals(
                Map.of(ProcessorMode.POWER10, List.of("a"), ProcessorMode.POWER11, List.of("a", "c")), leaveOut(fleet));
        assertEquals(4, fleet.simulated.count);
        assertEquals(0, fleet.estimated.count);
    }

    private static Map<ProcessorMode, List<String>> leaveOut(Fleet fleet) {
        Map<ProcessorMode, List<String>> names = new TreeMap<>();
        fleet.leaveOut().forEach((mode, hosts) -> names.put(mode, hosts.names));
        return names;
    }

    @Test
    void newestModeIsSuggestedForTheSameHosts() {
        Fleet fleet = read(strict, simulated("a", ProcessorMode.POWER9), simulated("b", ProcessorMode.POWER11));
        assertEquals(Map.of(ProcessorMode.POWER11, List.of("a")), leaveOut(fleet));
    }

    @Test
    void modesOfAllOrNoHostsAreNotSuggested() {
        assertEquals(Map.of(), leaveOut(read(strict, simulated("a", ProcessorMode.POWER10))));
    }

    /** Each line differs from a valid one in more than the values of irrelevant members. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"h2\" | \"\" | is not an answer of compatcaps --json: $.host is empty or",
                "\"h2\" | \"a\\u001bb\" | is not an answer of compatcaps --json: $.host is empty or contains a control",
                "\"h2\" | 2 | is not an answer of compatcaps --json: $.host is not a string",
                "\"h2\" | \"h2\",\"host\":\"h3\" | (h2) is not an answer of compatcaps --json: $.host occurs twice",
                "\"h2\" | \"h2 | is not JSON",
                "\"h2\" | \"h\\2\" | is not JSON",
                "POWER9\"] | POWER9\",] | (h2) is not JSON",
                "]} | ] | (h2) is not JSON",
                "]} | ]}} | (h2) is not JSON",
                "\"POWER9\"] | \"POWER10\"] | (h2) is not an answer of compatcaps --json: $.modes disagrees with the bitmap",
            })
    void damagedLineIsRejectedAfterValidOne(String right, String wrong, String problem) {
        String line = named("h2", POWER9).replace(right, wrong);
        assertRejected("standard input line 2 ", problem, named("h1", POWER9), line);
    }

    @Test
    void valuesOfOtherMembersMayDiffer() {
        String line = POWER9.replace("\"hosts\"", "\"at\":\"12:00\",\"host\":\"h1\",\"rack\":17,\"hosts\"");
        String other = line.replace("h1", "h2").replace("12:00", "13:01:02");
        assertEquals(List.of("h1", "h2"), names(read(strict, line, other.replace("17", "203"))));
        for (String wrong : List.of("017", "", "1-", "1\"", "\"17\"\"", "1.")) {
            InputException e = assertThrows(
                    InputException.class, () -> read(reader(false), line, other.replace("17", wrong)), wrong);
            assertTrue(e.getMessage().startsWith("standard input line 2 (h2) is not JSON"), e.getMessage());
        }
        assertEquals(2, read(reader(false), line, other.replace("17", "\"17\"")).common().hosts);
    }

    @Test
    void nameInAnotherObjectIsNotThatOfTheHost() {
        String meta = POWER9.replace("\"hosts\"", "\"meta\":{\"host\":\"n1\",\"at\":{\"time\":1}},\"hosts\"");
        assertEquals(
                List.of("-:1", "-:2", "-:3"),
                names(read(reader(false), meta, meta.replace("n1", "n2"), meta.replace("1}}", "2}}"))));
        String nested = POWER9.replace("{\"mode\"", "{\"host\":\"n1\",\"mode\"");
        assertEquals(List.of("-:1", "-:2"), names(read(strict, nested, nested.replace("n1", "n2"))));
        assertEquals(
                List.of("h1", "h2"),
                names(read(
                        reader(false), named("h1", nested), named("h2", nested).replace("n1", "n2"))));
    }

    @Test
    void nameInAnEarlierObjectIsNotThatOfTheHost() {
        String line = POWER9.replace("{\"mode\"", "{\"host\":\"n1\",\"mode\"").replace("]}", "],\"host\":\"h1\"}");
        assertRejected("standard input line 2 ", "second answer of the host h1", line, line.replace("n1", "n2"));
    }

    @Test
    void duplicateHostIsRejected() {
        assertRejected(
                "standard input line 3 ",
                "second answer of the host h1. Give each host once",
                named("h1", POWER9),
                named("h2", POWER9),
                named("h1", POWER9));
        assertThrows(
                InputException.class,
                () -> read(skipping, named("h1", POWER9), simulated("h1", ProcessorMode.POWER11)),
                "it can be read, so it is not skipped");
    }

    @Test
    void unreadableAnswerIsSkippedIfAllowed() {
        Fleet fleet = read(skipping, "", named("h1", POWER9), "{\"host\":\"h2\"}", "ssh: no route to host");
        assertEquals(List.of("h1"), names(fleet));
        assertEquals(
                List.of("-:1", "h2", "-:4"),
                fleet.unreadable.stream().map(Map.Entry::getKey).collect(Collectors.toList()));
        assertRejected("standard input line 1 ", "is empty. ", "", named("h1", POWER9));
        assertEquals(1, fleet.common().hosts);
    }

    @Test
    void unreadableAnswersAloneAreAnError() {
        Fleet fleet = read(skipping, "{}", "");
        InputException e = assertThrows(InputException.class, fleet::common);
        assertTrue(e.getMessage().startsWith("Cannot read any of the answers. The first problem: "), e.getMessage());
    }

    @Test
    void directoryListsItsJsonFilesInOrder() throws IOException {
        for (String name : List.of("b.json", "a.json", ".c.json", "d.txt")) {
            Files.writeString(directory.resolve(name), POWER9);
        }
        assertEquals(List.of(directory.resolve("a.json"), directory.resolve("b.json")), strict.list(directory));
        Path empty = Files.createDirectory(directory.resolve("empty"));
        InputException e = assertThrows(InputException.class, () -> strict.list(empty));
        assertEquals(empty + " contains no *.json files.", e.getMessage());
        assertEquals(List.of(), skipping.list(empty));
    }

    @Test
    void endlessFileIsRejected() {
        for (String beginning : List.of("", "{\n", "\n")) {
            InputStream endless = new InputStream() {
                private int at;

                @Override
                public int read() {
                    return at < beginning.length() ? beginning.charAt(at++) : ' ';
                }
            };
            InputException e =
                    assertThrows(InputException.class, () -> strict.read(new InputFile(InputFile.STDIN), endless));
            assertTrue(e.getMessage().contains("too long"), e.getMessage());
        }
    }

    @Test
    void unreadableFileIsRejected() {
        Path missing = directory.resolve("missing");
        InputException e = assertThrows(
                InputException.class,
                () -> strict.read(new InputFile(missing.toString()), InputStream.nullInputStream()));
        assertEquals("Cannot read " + missing + ": it does not exist.", e.getMessage());
        skipping.read(new InputFile(missing.toString()), InputStream.nullInputStream());
        assertEquals(List.of(Map.entry(missing.toString(), e.getMessage())), skipping.fleet.unreadable);
        assertThrows(
                InputException.class,
                () -> strict.read(new InputFile(directory.toString()), InputStream.nullInputStream()));
    }
}

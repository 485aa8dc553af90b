// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
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
import org.compatcaps.CompatCaps;
import org.compatcaps.KernelInterface;
import org.compatcaps.NestedApi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What was written comes back as it was; everything else is refused, with the place. */
class AnswerReaderTest {

    private static final String POWER9 = json("0x4000000000000000", "POWER9");

    @TempDir
    Path directory;

    static String json(String bitmap, String mode) {
        return "{\"version\":1,\"modes\":[\"" + mode + "\"],\"highest\":\"" + mode + "\",\"bitmap\":\"" + bitmap
                + "\",\"unknownBits\":\"0x0000000000000000\",\"nestedApi\":\"v1\",\"interface\":\"released\","
                + "\"backend\":\"ffm\",\"hosts\":1,\"estimate\":false,\"simulated\":false,\"settings\":[{\"mode\":\""
                + mode
                + "\"}]}";
    }

    static Answer read(String text) {
        return read(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Answer read(byte[] bytes) {
        return AnswerReader.read(AnswerReader.STDIN, new ByteArrayInputStream(bytes));
    }

    private static void assertRefused(String text, String... parts) {
        assertRefused(text.getBytes(StandardCharsets.UTF_8), parts);
    }

    private static void assertRefused(byte[] bytes, String... parts) {
        InputException e = assertThrows(InputException.class, () -> read(bytes));
        assertTrue(e.getMessage().startsWith("standard input "), e.getMessage());
        for (String part : parts) {
            assertTrue(e.getMessage().contains(part), e.getMessage());
        }
    }

    static List<Answer> answers() {
        return List.of(
                new Answer(CompatCaps.ofBitmap(3L << 61, KernelInterface.RELEASED, NestedApi.V1), "ffm", false, 1),
                new Answer(
                        CompatCaps.ofBitmap(-1L, KernelInterface.FIRST_POSTED, NestedApi.PROBABLY_V2), "mock", true, 1),
                new Answer(CompatCaps.ofBitmap(0, null, null, false), null, false, 7),
                new Answer(CompatCaps.ofBitmap(1, KernelInterface.RELEASED, null, false), null, false, 2),
                new Answer(CompatCaps.ofBitmap(1L << 62, null, NestedApi.V1, true), "jna", false, 1));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void whatWasWrittenComesBack(Answer answer) {
        StringWriter json = new StringWriter();
        JsonFormat.print(new PrintWriter(json), answer);
        Answer read = read(json.toString());
        assertEquals(answer.caps, read.caps);
        assertEquals(answer.backend, read.backend);
        assertEquals(answer.simulated, read.simulated);
        assertEquals(answer.hosts, read.hosts);
    }

    @Test
    void membersOfALaterMinorVersionAreLeftAlone() {
        assertEquals(
                1L << 62,
                read(POWER9.replace("\"hosts\"", "\"new\":{\"a\":[1]},\"hosts\""))
                        .caps
                        .bitmap());
    }

    @Test
    void aNewerToolMayKnowMoreModes() {
        String newer = POWER9.replace("0x4000000000000000", "0x4800000000000001")
                .replace("[\"POWER9\"]", "[\"POWER9\",\"POWER12\"]")
                .replace("\"highest\":\"POWER9\"", "\"highest\":\"POWER12\"")
                .replace("{\"mode\":\"POWER9\"}", "{},{}")
                .replace("0x0000000000000000", "0x0000000000000001");
        CompatCaps caps = read(newer).caps;
        assertEquals(0x0800000000000001L, caps.unknownBits());
        assertRefused(newer.replace("\"POWER12\"]", "\"POWER12\",\"POWER13\",\"POWER12\"]"), "$.modes");
    }

    @Test
    void anOlderToolMayKnowFewerModes() {
        String older = POWER9.replace("0x4000000000000000", "0x6000000000000001")
                .replace("0x0000000000000000", "0x2000000000000001");
        CompatCaps caps = read(older).caps;
        assertEquals(2, caps.modes().size());
        assertEquals(1, caps.unknownBits());
    }

    @Test
    void modesAreInTheOrderOfTheirBits() {
        String both = POWER9.replace("0x4000000000000000", "0x6000000000000000")
                .replace("\"highest\":\"POWER9\"", "\"highest\":\"POWER10\"")
                .replace("{\"mode\":\"POWER9\"}", "{},{}");
        assertEquals(
                2,
                read(both.replace("[\"POWER9\"]", "[\"POWER9\",\"POWER10\"]"))
                        .caps
                        .modes()
                        .size());
        assertRefused(both.replace("[\"POWER9\"]", "[\"POWER10\",\"POWER9\"]"), "$.modes");
        assertRefused(both.replace("[\"POWER9\"]", "[\"POWER9\",\"POWER9\"]"), "$.modes");
    }

    /** What to replace in an answer that is right, by what, and what the error must say. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"version\":1 | \"version\":2 | $.version: this tool reads version 1, not 2",
                "\"version\":1, | `` | $.version: this is missing",
                "\"version\":1 | \"version\":\"1\" | $.version: this is no whole number",
                "\"version\":1 | \"version\":1.5 | $.version: this is no whole number",
                "\"version\":1 | \"version\":1e99 | $.version: this is no whole number",
                "0x4000000000000000 | 0x6000000000000000 | $.modes: these are not the bits that have a name, 0x6000000000000000",
                "0x4000000000000000 | 0x0000000000000000 | $.modes: these are not the bits that have a name, 0x0000000000000000",
                "0x4000000000000000 | 0x2000000000000000 | $.modes: the bitmap says otherwise of POWER9",
                "0x4000000000000000 | 0x0800000000000000 | $.modes: the bitmap says otherwise of POWER9",
                "0x4000000000000000 | 0x400000000000000 | $.bitmap: this is not 0x and 16 hexadecimal digits",
                "0x4000000000000000 | 4000000000000000 | $.bitmap: this is not 0x",
                "\"0x4000000000000000\" | 4611686018427387904 | $.bitmap: this is no string",
                "0x0000000000000000 | 0x0000000000000001 | $.unknownBits: the bitmap does not have all of these",
                "[\"POWER9\"] | [\"POWER9\",\"POWER12\"] | $.modes: these are not the bits that have a name, 0x4000000000000000",
                "[\"POWER9\"] | [9] | $.modes[0]: this is no string",
                "[\"POWER9\"] | \"POWER9\" | $.modes: this is no array",
                "\"highest\":\"POWER9\" | \"highest\":null | $.highest: the last of the modes is POWER9",
                "\"v1\" | \"v3\" | $.nestedApi: 'v3' is none of [v1, probably-v2]",
                "\"released\" | true | $.interface: this is no string",
                "\"hosts\":1 | \"hosts\":0 | $.hosts: this is less than 1",
                "\"estimate\":false | \"estimate\":true | $.interface: what is an estimate was asked through none",
                "{\"mode\":\"POWER9\"} | `` | $.settings: these are not those of the modes",
                ",\"settings\":[{\"mode\":\"POWER9\"}] | `` | $.settings: this is missing",
                "\"estimate\":false | \"estimate\":null | $.estimate: this is neither true nor false",
                "\"estimate\":false, | `` | $.estimate: this is missing",
                "\"estimate\":false | \"estimate\":true,\"estimate\":false | $.estimate: this is here twice",
                "\"simulated\":false | \"simulated\":\"no\" | $.simulated: this is neither true nor false",
            })
    void anAnswerThatIsWrongInOnePlace(String right, String wrong, String problem) {
        String text = POWER9.replace(right, wrong);
        assertTrue(!text.equals(POWER9), "nothing was replaced");
        assertRefused(text, "is no answer that compatcaps --json wrote: at " + problem);
    }

    @Test
    void whatIsNoJson() {
        assertRefused("", "is empty");
        assertRefused(" ", "is no JSON: ");
        assertRefused("compatcaps: There is no KVM here", "is no JSON: malformed at line 1 column ");
        assertRefused(POWER9.substring(0, 60), "is no JSON: ", "line 1 column 61");
        assertRefused(POWER9.replace("\"v1\"", "'v1'"), "is no JSON: ", "$.nestedApi");
        assertRefused(POWER9.replace(",\"hosts\"", ",\n\n  hosts"), "is no JSON: ", "line 3 column ");
        assertRefused("[".repeat(100_000), "is no ");
        assertRefused("{\"a\":" + "[".repeat(100_000), "is no JSON: ");
        assertRefused(POWER9 + POWER9, "is no ");
        assertRefused("[" + POWER9 + "]", "at $: this is no object");
    }

    @Test
    void aByteOrderMarkAsSomeSystemsAddIsNoHarm() {
        assertEquals(1L << 62, read("\uFEFF" + POWER9).caps.bitmap());
    }

    @Test
    void whatIsNoText() {
        byte[] latin1 = POWER9.replace("ffm", "fÿm").getBytes(StandardCharsets.ISO_8859_1);
        assertRefused(latin1, "is no text in UTF-8");
    }

    @Test
    void moreThanAnAnswerCanBe() {
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return ' ';
            }
        };
        InputException e = assertThrows(InputException.class, () -> AnswerReader.read("-", endless));
        assertTrue(e.getMessage().contains("too long"), e.getMessage());
    }

    @Test
    void files() throws IOException {
        Path file = Files.writeString(directory.resolve("host.json"), POWER9);
        assertEquals("ffm", AnswerReader.read(file.toString(), InputStream.nullInputStream()).backend);
        assertNull(read(POWER9.replace("\"ffm\"", "null")).backend);
        Path missing = directory.resolve("missing");
        InputException e = assertThrows(
                InputException.class, () -> AnswerReader.read(missing.toString(), InputStream.nullInputStream()));
        assertEquals(missing + " does not exist", e.getMessage());
        e = assertThrows(
                InputException.class, () -> AnswerReader.read(directory.toString(), InputStream.nullInputStream()));
        assertTrue(e.getMessage().startsWith(directory + " cannot be read: "), e.getMessage());
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.compatcaps.CompatCaps;
import org.compatcaps.KernelInterface;
import org.compatcaps.NestedApi;
import org.compatcaps.ProcessorMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Reads back written answers, and rejects everything else with its place. */
class AnswerReaderTest {

    private static final String POWER9 = json("0x4000000000000000", "POWER9");

    static String json(String bitmap, String mode) {
        return "{\"version\":1,\"modes\":[\"" + mode + "\"],\"highest\":\"" + mode + "\",\"bitmap\":\"" + bitmap
                + "\",\"unknownBits\":\"0x0000000000000000\",\"nestedApi\":\"v1\",\"interface\":\"released\","
                + "\"backend\":\"ffm\",\"hosts\":1,\"estimate\":false,\"simulated\":false,\"settings\":["
                + settings(mode) + "]}";
    }

    private static String settings(String mode) {
        String name = mode.toLowerCase(Locale.ROOT);
        return "{\"mode\":\"" + mode + "\",\"qemu\":\"max-cpu-compat=" + name
                + "\",\"libvirt\":\"<cpu mode='host-model'><model>" + name
                + "</model></cpu>\",\"libvirtPassthrough\":\""
                + ProcessorMode.valueOf(mode).libvirtPassthroughXml() + "\",\"guestCpu\":\"" + mode
                + " (architected)\"}";
    }

    static Answer read(String text) {
        return read(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Answer read(byte[] bytes) {
        return new AnswerReader("standard input", bytes).answer();
    }

    private static void assertRejected(String text, String... parts) {
        assertRejected(text.getBytes(StandardCharsets.UTF_8), parts);
    }

    private static void assertRejected(byte[] bytes, String... parts) {
        InputException e = assertThrows(InputException.class, () -> read(bytes));
        assertTrue(e.getMessage().startsWith("standard input "), e.getMessage());
        for (String part : parts) {
            assertTrue(e.getMessage().contains(part), e.getMessage());
        }
        Answer right = read(POWER9);
        AnswerForm form = AnswerForm.of(POWER9.getBytes(StandardCharsets.UTF_8), right, List.of());
        assertNull(form.matches(bytes, "other"), "a form must not accept what is refused otherwise");
    }

    private static CompatCaps answer(long bitmap, KernelInterface version, NestedApi api) {
        return CompatCaps.ofBitmap(bitmap).withKernelInterface(version).withNestedApi(api);
    }

    static List<Answer> answers() {
        return List.of(
                new Answer(answer(3L << 61, KernelInterface.RELEASED, NestedApi.V1), "ffm", false, 1),
                new Answer(answer(-1L, KernelInterface.FIRST_POSTED, NestedApi.V2), "mock", true, 1),
                new Answer(answer(1L << 60, KernelInterface.FIRST_POSTED, NestedApi.V1), "jna", false, 1),
                new Answer(CompatCaps.ofBitmap(0), null, false, 7),
                new Answer(CompatCaps.ofBitmap(1).withKernelInterface(KernelInterface.RELEASED), null, false, 2),
                new Answer(
                        CompatCaps.ofBitmap(1L << 62)
                                .withNestedApi(NestedApi.V1)
                                .asEstimate(),
                        "jna",
                        false,
                        1));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void writtenAnswerIsReadBack(Answer answer) {
        StringWriter json = new StringWriter();
        JsonFormat.print(new PrintWriter(json), answer);
        Answer read = read(json.toString());
        assertEquals(answer.caps, read.caps);
        assertEquals(answer.backend, read.backend);
        assertEquals(answer.simulated, read.simulated);
        assertEquals(answer.hosts, read.hosts);
    }

    @Test
    void unknownMembersAreIgnored() {
        assertEquals(
                1L << 62,
                read(POWER9.replace("\"hosts\"", "\"new\":{\"a\":[1]},\"hosts\""))
                        .caps
                        .bitmap());
    }

    @Test
    void answerOfNewerToolMayNameMoreModes() {
        String newer = POWER9.replace("0x4000000000000000", "0x4800000000000001")
                .replace("[\"POWER9\"]", "[\"POWER9\",\"POWER12\"]")
                .replace("\"highest\":\"POWER9\"", "\"highest\":\"POWER12\"")
                .replace(settings("POWER9"), settings("POWER9") + ",{\"mode\":\"POWER12\"}")
                .replace("0x0000000000000000", "0x0000000000000001");
        CompatCaps caps = read(newer).caps;
        assertEquals(0x0800000000000001L, caps.unknownBits());
        assertRejected(newer.replace("\"POWER12\"}", "\"POWER13\"}"), "$.settings[1].mode must be POWER12");
        assertRejected(
                newer.replace("\"POWER12\"", "\"power12\""),
                "$.modes contains 'power12', which is not the name of a mode");
        assertRejected(newer.replace("\"POWER12\"]", "\"POWER12\",\"POWER13\",\"POWER12\"]"), "$.modes");
    }

    @Test
    void answerOfOlderToolMayNameFewerModes() {
        String older = POWER9.replace("0x4000000000000000", "0x6000000000000001")
                .replace("0x0000000000000000", "0x2000000000000001");
        CompatCaps caps = read(older).caps;
        assertEquals(2, caps.modes().size());
        assertEquals(1, caps.unknownBits());
    }

    @Test
    void modesMustBeInTheOrderOfTheirBits() {
        String both = POWER9.replace("0x4000000000000000", "0x6000000000000000")
                .replace("\"highest\":\"POWER9\"", "\"highest\":\"POWER10\"")
                .replace(settings("POWER9"), settings("POWER9") + "," + settings("POWER10"));
        assertEquals(
                2,
                read(both.replace("[\"POWER9\"]", "[\"POWER9\",\"POWER10\"]"))
                        .caps
                        .modes()
                        .size());
        assertRejected(both.replace("[\"POWER9\"]", "[\"POWER10\",\"POWER9\"]"), "$.modes");
        assertRejected(both.replace("[\"POWER9\"]", "[\"POWER9\",\"POWER9\"]"), "$.modes");
    }

    /** The text to replace in a valid answer, the replacement, and the error. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"version\":1 | \"version\":2 | $.version is '2', but this tool reads version 1",
                "\"version\":1, | `` | $.version is missing",
                "\"version\":1 | \"version\":\"1\" | $.version is not an integer",
                "\"version\":1 | \"version\":1.5 | $.version is not an integer",
                "\"version\":1 | \"version\":1e99 | $.version is not an integer",
                "0x4000000000000000 | 0x6000000000000000 | $.modes must have one name for each bit of 0x6000000000000000",
                "0x4000000000000000 | 0x0000000000000000 | $.modes must have one name for each bit of 0x0000000000000000",
                "0x4000000000000000 | 0x2000000000000000 | $.modes disagrees with the bitmap about POWER9",
                "0x4000000000000000 | 0x0800000000000000 | $.modes disagrees with the bitmap about POWER9",
                "0x4000000000000000 | 0x400000000000000 | $.bitmap is '0x400000000000000', not 0x and 16 hexadecimal digits",
                "0x4000000000000000 | 4000000000000000 | $.bitmap is '4000000000000000', not 0x and",
                "\"0x4000000000000000\" | 4611686018427387904 | $.bitmap is not a string",
                "0x0000000000000000 | 0x0000000000000001 | $.unknownBits has bits that the bitmap does not have",
                "[\"POWER9\"] | [\"POWER9\",\"POWER12\"] | $.modes must have one name for each bit of 0x4000000000000000",
                "[\"POWER9\"] | [9] | $.modes[0] is not a string",
                "[\"POWER9\"] | \"POWER9\" | $.modes is not an array",
                "\"highest\":\"POWER9\" | \"highest\":null | $.highest must be POWER9, the last of the modes",
                "\"v1\" | \"v3\" | $.nestedApi is 'v3', which docs/answer.schema.json does not allow",
                "\"v1\" | \"unknown\" | $.nestedApi must be null if unknown, not 'unknown'",
                "\"released\" | \"v1\" | $.interface is 'v1', which docs/answer.schema.json does not allow",
                "0x0000000000000000 | 0x1 | $.unknownBits is '0x1', not 0x and 16 hexadecimal digits",
                "\"0x4000000000000000\" | null | $.bitmap is 'null', not 0x and",
                "\"released\" | true | $.interface is not a string",
                "\"hosts\":1 | \"hosts\":0 | $.hosts is less than 1",
                "\"estimate\":false | \"estimate\":true | $.interface is 'released', but an estimate has no interface",
                "[{\"mode\" | [],\"new\":[{\"mode\" | $.settings must have one element for each of the modes",
                "[{\"mode\" | [1,2],\"new\":[{\"mode\" | $.settings[0] is not an object",
                "settings | other | $.settings is missing",
                "{\"mode\":\"POWER9\" | {\"mode\":\"POWER10\" | $.settings[0].mode must be POWER9",
                "{\"mode\":\"POWER9\" | {\"mode\":9 | $.settings[0].mode is not a string",
                "{\"mode\":\"POWER9\" | {\"mode\":\"POWER10\",\"mode\":\"POWER9\" | $.settings[0].mode occurs twice",
                "compat=power9 | compat=power10 | $.settings[0].qemu must be max-cpu-compat=power9",
                "<model>power9 | <model>power10 | $.settings[0].libvirt must be <cpu mode='host-model'><model>power9<",
                "\"guestCpu\" | \"other\" | $.settings[0].guestCpu is missing",
                "POWER9 (arch | POWER10 (arch | $.settings[0].guestCpu must be POWER9 (architected)",
                "\"hosts\":1 | \"hosts\":2 | $.backend must be null for several hosts",
                "\"simulated\":false | \"simulated\":true | $.simulated contradicts the backend ffm",
                "\"ffm\" | \"mock\" | $.simulated contradicts the backend mock",
                "\"ffm\" | \"\" | $.backend is empty",
                "[\"POWER9\"] | [\"9\"] | $.modes contains '9', which is not the name of a mode",
                "\"estimate\":false | \"estimate\":null | $.estimate is neither true nor false",
                "\"estimate\":false, | `` | $.estimate is missing",
                "\"estimate\":false | \"estimate\":true,\"estimate\":false | $.estimate occurs twice",
                "\"simulated\":false | \"simulated\":\"no\" | $.simulated is neither true nor false",
            })
    void wrongMemberIsRejectedWithItsPlace(String right, String wrong, String problem) {
        String text = POWER9.replace(right, wrong);
        assertTrue(!text.equals(POWER9), "nothing was replaced");
        assertRejected(text, "is not an answer of compatcaps --json: " + problem);
    }

    @Test
    void otherTextIsRejected() {
        assertRejected("", "is empty");
        assertRejected(" ", "is empty");
        assertRejected("compatcaps: There is no KVM here", "is not JSON: malformed at line 1 column ");
        assertRejected(POWER9.substring(0, 60), "is not JSON: ", "line 1 column 61");
        assertRejected(POWER9.replace("\"v1\"", "'v1'"), "is not JSON: ", "$.nestedApi");
        assertRejected(POWER9.replace(",\"hosts\"", ",\n\n  hosts"), "is not JSON: ", "line 3 column ");
        assertRejected("[".repeat(100_000), "is not ");
        assertRejected("{\"a\":" + "[".repeat(100_000), "is not JSON: ");
        assertRejected(POWER9 + POWER9, "is not JSON: ");
        assertRejected("[" + POWER9 + "]", ": the text is not a JSON object");
    }

    @Test
    void byteOrderMarkIsIgnored() {
        assertEquals(1L << 62, read("\uFEFF" + POWER9).caps.bitmap());
    }

    @Test
    void otherEncodingIsRejected() {
        byte[] latin1 = POWER9.replace("ffm", "fÿm").getBytes(StandardCharsets.ISO_8859_1);
        assertRejected(latin1, "is not UTF-8 text");
    }
}

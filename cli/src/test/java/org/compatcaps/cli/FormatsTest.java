// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.compatcaps.CompatCaps;
import org.compatcaps.ProcessorMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The output formats of an answer. */
class FormatsTest extends InProcess {

    @Test
    void textMarksSimulatedAnswer() {
        assertEquals(0, run("--simulate", "power10"));
        assertEquals(
                String.join(
                        System.lineSeparator(),
                        "SIMULATED: this answer comes from the mock backend.",
                        "Modes:        POWER9, POWER10",
                        "Highest:      POWER10",
                        "Bitmap:       0x6000000000000000",
                        "Nested API:   v1 (modes derived from the partition's mode at each query)",
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
    void jsonListsModesOfSimulatedProcessor(String processor, String highest, String bitmap, int modes) {
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
    void jsonContainsSettingsForEachMode() {
        assertEquals(0, run("--simulate", "power10", "--format", "json"));
        JsonArray settings =
                JsonParser.parseString(out.toString()).getAsJsonObject().getAsJsonArray("settings");
        assertEquals(2, settings.size());
        JsonObject power10 = settings.get(1).getAsJsonObject();
        assertEquals("POWER10", power10.get("mode").getAsString());
        assertEquals("max-cpu-compat=power10", power10.get("qemu").getAsString());
        assertEquals(
                "<cpu mode='host-model'><model>power10</model></cpu>",
                power10.get("libvirt").getAsString());
        assertEquals(
                ProcessorMode.POWER10.libvirtPassthroughXml(),
                power10.get("libvirtPassthrough").getAsString());
        assertEquals("POWER10 (architected)", power10.get("guestCpu").getAsString());
        assertTrue(out.toString().contains("<cpu mode='host-model'>"), "readable as it is");
    }

    @Test
    void everyFormatMarksAnEstimate() throws IOException {
        Path file = Files.writeString(
                directory.resolve("a.json"),
                AnswerReaderTest.json("0x4000000000000000", "POWER9")
                        .replace("\"estimate\":false", "\"estimate\":true")
                        .replace("\"released\"", "null"));
        assertEquals(0, run("common", file.toString()));
        assertTrue(out.toString().startsWith("ESTIMATE: "), out.toString());
        out.getBuffer().setLength(0);
        assertEquals(0, run("common", "--json", file.toString()));
        assertTrue(out.toString().contains("\"estimate\": true"), out.toString());
        Answer answer = new AnswerReader("a.json", Files.readAllBytes(file)).answer();
        StringWriter metrics = new StringWriter();
        PrometheusFormat.print(new PrintWriter(metrics), answer);
        assertTrue(metrics.toString().contains("\ncompatcaps_estimate 1\n"), metrics.toString());
        StringWriter labels = new StringWriter();
        NfdFormat.print(new PrintWriter(labels), answer, null);
        assertTrue(
                labels.toString().startsWith("compatcaps-power9=estimate\ncompatcaps-nested-api="), labels.toString());
    }

    @Test
    void labelsContainHighestModeOfTheKernel() {
        StringWriter labels = new StringWriter();
        NfdFormat.print(new PrintWriter(labels), AnswerReaderTest.answers().get(0), null);
        assertEquals(
                "compatcaps-power9=true\ncompatcaps-power10=true\ncompatcaps-highest=power10\n"
                        + "compatcaps-nested-api=v1\n",
                labels.toString());
    }

    @Test
    void metricsEscapeTheNameOfTheBackend() {
        StringWriter metrics = new StringWriter();
        CompatCaps caps = AnswerReaderTest.answers().get(0).caps;
        PrometheusFormat.print(new PrintWriter(metrics), new Answer(caps, "a\"b\\c\n", false, 1));
        assertTrue(metrics.toString().contains(",backend=\"a\\\"b\\\\c\\n\"} 1"), metrics.toString());
    }

    @Test
    void labelsMarkASimulatedAnswer() {
        assertEquals(0, run("--simulate", "power10", "--format", "nfd"));
        assertEquals(
                "compatcaps-power9=simulated\ncompatcaps-power10=simulated\n" + "compatcaps-nested-api=v1\n",
                out.toString());
    }

    @Test
    void labelsExpireIfAsked() {
        Instant before = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        assertEquals(0, run("--simulate", "power9", "--format", "nfd", "--expires-after", "10800"));
        // RFC 3339 without a fraction, before the first label.
        Matcher expiry = Pattern.compile("# [+]expiry-time=([0-9T:-]{19}Z)\ncompatcaps-power9=(?s:.*)")
                .matcher(out.toString());
        assertTrue(expiry.matches(), out.toString());
        Instant written = Instant.parse(expiry.group(1)).minusSeconds(10_800);
        assertTrue(!written.isBefore(before) && !written.isAfter(Instant.now()), out.toString());
    }

    @Test
    void metricsAndLabelsReportMissingAnswer() throws IOException {
        Path file = directory.resolve("compatcaps.prom");
        String[] refused = {"--backend", "mock", "--device", "/nonexistent", "--output", file.toString(), "--format"};
        assertEquals(4, run(with(refused, "prometheus")));
        String metrics = Files.readString(file);
        assertTrue(metrics.contains("\ncompatcaps_up 0\n"), metrics);
        assertTrue(metrics.contains("\ncompatcaps_refusal_info{reason=\"no_kvm\"} 1\n"), metrics);
        assertFalse(metrics.contains("compatcaps_mode"), "unknown modes have no metric: " + metrics);
        assertEquals(4, run(with(refused, "nfd")));
        assertEquals("# no answer: no_kvm\n", Files.readString(file));
        assertEquals(4, run(with(refused, "json")));
        assertEquals("# no answer: no_kvm\n", Files.readString(file), "left as it was");
        assertEquals("", out.toString());
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
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
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.compatcaps.CompatCaps;
import org.compatcaps.ProcessorMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The command line, run in this process on simulated hosts. */
class CommandLineTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path directory;

    private int run(String... arguments) {
        CommandLine commandLine = Main.newCommandLine();
        commandLine.setOut(new PrintWriter(out));
        commandLine.setErr(new PrintWriter(err));
        return commandLine.execute(arguments);
    }

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
                        "Nested API:   v1 (derived from the partition's mode at each query)",
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

    private static String lines(String... lines) {
        return String.join(System.lineSeparator(), lines) + System.lineSeparator();
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
    void supportsPrintsSettingsOrAlternatives() {
        assertEquals(0, run("supports", "power9", "--simulate", "power10"));
        assertEquals(
                lines(
                        "SIMULATED: this answer comes from the mock backend.",
                        "POWER9:       yes",
                        "QEMU:         -machine pseries,max-cpu-compat=power9",
                        "libvirt:      <cpu mode='host-model'><model>power9</model></cpu>",
                        "Guest's CPU:  POWER9 (architected)",
                        "Nested API:   v1 (derived from the partition's mode at each query)"),
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
                        "Nested API:   v1 (derived from the partition's mode at each query)",
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

    private static String[] with(String[] arguments, String last) {
        String[] all = Arrays.copyOf(arguments, arguments.length + 1);
        all[arguments.length] = last;
        return all;
    }

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
    @CsvSource({"Power10, POWER10", "POWER9, POWER9", "power11, POWER11", "0x0f000006, POWER10", "0X0F000005, POWER9"})
    void modesAreParsedBySdk(String text, String mode) {
        assertEquals(0, run("supports", text, "--simulate", "power11"));
        assertTrue(out.toString().contains(mode + ":"), out.toString());
        assertEquals(0, run("--simulate", text));
        assertTrue(out.toString().contains("Highest:      " + mode), out.toString());
        assertEquals(0, run("best", "--at-most", text, "--simulate", "power11"));
        assertTrue(out.toString().contains("Mode:         " + mode), out.toString());
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

    @Test
    void backendsAreListedInOrder() {
        assertEquals(0, run("backends"));
        String[] lines = out.toString().split("\\R");
        assertEquals(4, lines.length, out.toString());
        assertTrue(lines[0].startsWith("ffm: "), lines[0]);
        assertTrue(lines[1].startsWith("jna: "), lines[1]);
        assertTrue(lines[2].startsWith("jnr: "), lines[2]);
        assertEquals("mock: available, only by name", lines[3]);
    }
}

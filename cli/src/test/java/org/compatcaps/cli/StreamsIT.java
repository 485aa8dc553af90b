// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The tool's standard streams, and descriptors as output files, passed by a shell. */
class StreamsIT {

    private static final String LABELS =
            "compatcaps-power9=simulated\ncompatcaps-power10=simulated\ncompatcaps-nested-api=v1\n";

    @TempDir
    private static Path built;

    private static Path launcher;

    @TempDir
    private Path directory;

    @BeforeAll
    static void copyWhatIsBuilt() throws Exception {
        launcher = LauncherIT.checkout(built).resolve("compatcaps");
    }

    /** Runs a script in which {@code CC} runs the tool, and {@code LABELS} prints the labels of a simulated host. */
    private Jdk.Result shell(String script) throws Exception {
        String functions =
                "CC() { '" + launcher + "' \"$@\"; }; LABELS() { CC --simulate power10 --format nfd \"$@\"; }\n";
        return Jdk.run(directory, List.of("bash", "-c", functions + script));
    }

    private String text(String name) throws Exception {
        return Files.readString(directory.resolve(name));
    }

    private static void assertSilent(int exitCode, Jdk.Result result) {
        assertEquals("", result.err);
        assertEquals(exitCode, result.exitCode);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/dev/stdout", "/dev/fd/1", "/proc/self/fd/1", "link"})
    void outputToStdoutKeepsTheFile(String output) throws Exception {
        String script = "ln -s /dev/stdout link; echo before > log; LABELS --output " + output + " >> log";
        assertSilent(0, shell(script));
        assertEquals("before\n" + LABELS, text("log"));
    }

    @Test
    void outputToStdoutIsWrittenAtItsPosition() throws Exception {
        assertSilent(0, shell("{ echo before; LABELS --output /dev/stdout; echo after; } > log"));
        assertEquals("before\n" + LABELS + "after\n", text("log"));
    }

    @Test
    void outputToStdoutReachesAPipe() throws Exception {
        Jdk.Result result = shell("LABELS --output /dev/stdout | cat");
        assertSilent(0, result);
        assertEquals(LABELS, result.out);
    }

    @Test
    void outputToStderrIsWrittenThere() throws Exception {
        Jdk.Result result = shell("LABELS --output /dev/stderr");
        assertEquals(LABELS, result.err);
        assertEquals("", result.out);
    }

    /** Scripts often use descriptor 9 themselves. */
    @ParameterizedTest
    @CsvSource({"/dev/fd/3, >", "/dev/fd/3, >>", "/proc/self/fd/9, >>", "/proc/self/fd/12, >"})
    void outputToADescriptorIsWrittenAtItsPosition(String output, String redirection) throws Exception {
        String number = output.substring(output.lastIndexOf('/') + 1);
        String script = "exec " + number + redirection + "log; echo before >&" + number + "; LABELS --output " + output
                + " && echo after >&" + number;
        assertSilent(0, shell(script));
        assertEquals("before\n" + LABELS + "after\n", text("log"));
    }

    @Test
    void descriptorOfAnotherProcessMustAppend() throws Exception {
        assertSilent(0, shell("echo before > log; exec 3>> log; LABELS --output /proc/$$/fd/3"));
        assertEquals("before\n" + LABELS, text("log"));
        Jdk.Result result = shell("exec 3<> log; LABELS --output /proc/$$/fd/3");
        assertEquals(7, result.exitCode, result.toString());
        assertTrue(result.err.endsWith("it is not open for appending. Open it with >> instead of >.\n"), result.err);
        assertEquals("before\n" + LABELS, text("log"));
    }

    @Test
    void descriptorThatIsNotOpenIsReported() throws Exception {
        Jdk.Result result = shell("LABELS --output /dev/fd/77");
        assertEquals(7, result.exitCode, result.toString());
        assertEquals("compatcaps: Cannot write /dev/fd/77: Bad file descriptor.\n", result.err);
    }

    @Test
    void namedPipeIsWrittenTo() throws Exception {
        Jdk.Result result = shell("mkfifo pipe; cat pipe & LABELS --output pipe; wait");
        assertSilent(0, result);
        assertEquals(LABELS, result.out);
    }

    @Test
    void outputToDeviceDoesNotReplaceIt() throws Exception {
        assertSilent(0, shell("LABELS --output /dev/null && [ -c /dev/null ]"));
    }

    @Test
    void otherFormatsAndCommandsWriteToDescriptorsToo() throws Exception {
        String script =
                "CC --simulate power10 --json > h.json; exec 3> log; CC common h.json --json --output /dev/fd/3;"
                        + " CC doctor --json --output /dev/fd/3; CC --simulate power10 --output /dev/fd/3";
        assertSilent(0, shell(script));
        assertTrue(text("log").startsWith("{\n  \"version\": 1,"), text("log"));
        assertTrue(text("log").contains("\"verdict\": "), text("log"));
        assertTrue(text("log").endsWith("Backend:      mock\n"), text("log"));
    }

    /** The command before the pipe waits until the reader has ended, so that each write of the tool fails. */
    @ParameterizedTest
    @CsvSource({
        "0, CC supports power9 --simulate power10",
        "1, CC supports power11 --simulate power10",
        "0, CC best --simulate power10",
        "0, CC --simulate power10 --json",
        "0, CC --simulate power10 --output /dev/stdout",
        "0, CC --help",
        "0, CC backends",
        "0, CC completion",
        "4, CC --backend mock --device /nonexistent --format nfd 2> /dev/null",
    })
    void closedPipeIsSilentAndKeepsTheExitCode(int exitCode, String command) throws Exception {
        assertSilent(
                exitCode, shell("mkfifo go; { read -r _ < go; " + command + "; } | echo > go; exit ${PIPESTATUS[0]}"));
    }

    @Test
    void closedPipeOfTheDoctorIsSilent() throws Exception {
        Jdk.Result result = shell("mkfifo go; { read -r _ < go; CC doctor; } | echo > go; echo ${PIPESTATUS[0]}");
        assertEquals("", result.err);
        assertTrue(result.out.matches("[01]\n"), result.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"> /dev/full", "--output /dev/full", "--output /dev/stdout > /dev/full"})
    void fullDiskIsAnError(String output) throws Exception {
        assumeTrue(Files.exists(Path.of("/dev/full")), "needs /dev/full, a device that is always full");
        Jdk.Result result = shell("CC supports power9 --simulate power10 > /dev/full; LABELS " + output);
        assertEquals(7, result.exitCode, result.toString());
        assertTrue(result.err.contains("No space left on device"), result.err);
    }

    @Test
    void closedStandardInputIsReported() throws Exception {
        Jdk.Result result = shell("CC --simulate power10 --json > h.json; CC common - h.json <&-");
        assertEquals(7, result.exitCode, result.toString());
        assertEquals("compatcaps: Cannot read standard input: Bad file descriptor.\n", result.err);
    }

    @Test
    void unusedStandardInputMayBeClosed() throws Exception {
        Jdk.Result result = shell("LABELS <&-");
        assertSilent(0, result);
        assertEquals(LABELS, result.out);
    }

    @Test
    void closedStandardOutputIsReported() throws Exception {
        Jdk.Result result = shell("LABELS >&-");
        assertEquals(7, result.exitCode, result.toString());
        assertTrue(result.err.contains("Bad file descriptor"), result.err);
        assertSilent(0, shell("LABELS --output labels >&-"));
        assertEquals(LABELS, text("labels"));
    }

    @Test
    void standardInputAndItsFileAreRejectedAsOne() throws Exception {
        Jdk.Result result = shell("CC --simulate power10 --json > h.json; CC common - ./h.json < h.json");
        assertEquals(2, result.exitCode, result.toString());
        assertTrue(result.err.startsWith("compatcaps: - and ./h.json are the same file. "), result.err);
    }
}

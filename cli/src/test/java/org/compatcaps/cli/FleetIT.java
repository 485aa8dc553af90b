// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.FileInputStream;
import java.io.RandomAccessFile;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.compatcaps.ProcessorMode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code compatcaps} with a large fleet: its memory, and the progress on a terminal. */
class FleetIT {

    private static final int HOSTS = 100_000;
    private static final int MAX_KIB = 256 * 1024;

    @TempDir
    private static Path built;

    private static Path launcher;

    @TempDir
    private Path directory;

    @BeforeAll
    static void copyWhatIsBuilt() throws Exception {
        launcher = LauncherIT.checkout(built).resolve("compatcaps");
    }

    /** The output goes to a pipe, so that the JVM waits for the reader once it has everything in memory. */
    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void hundredThousandHostsFitInto256MiB() throws Exception {
        assumeTrue(Files.exists(Path.of("/proc/self/status")), "needs /proc to see the memory of a process");
        Path pipe = directory.resolve("pipe");
        assertEquals(0, Jdk.run(List.of("mkfifo", pipe.toString())).exitCode);
        Process process = new ProcessBuilder(launcher.toString(), "common", "--json", "--output", pipe.toString(), "-")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (RandomAccessFile both = new RandomAccessFile(pipe.toFile(), "rw");
                FileInputStream output = new FileInputStream(both.getFD())) {
            List<String> answers = new ArrayList<>();
            for (ProcessorMode newest : ProcessorMode.values()) {
                answers.add(FleetReaderTest.simulated("NAME", newest) + "\n");
            }
            try (Writer lines = process.outputWriter(StandardCharsets.UTF_8)) {
                for (int i = 0; i < HOSTS; i++) {
                    lines.write(answers.get(i % answers.size()).replace("NAME", "host" + i + ".example.com"));
                }
            }
            while (output.available() == 0) {
                assertTrue(process.isAlive(), "it wrote nothing");
                Thread.sleep(20);
            }
            int kib = 0;
            for (ProcessHandle child : process.descendants().collect(Collectors.toList())) {
                kib = Math.max(kib, peak(child));
            }
            assertTrue(kib > 20_000 && kib <= MAX_KIB, kib + " KiB");
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        }
    }

    private static int peak(ProcessHandle process) throws Exception {
        String status = Files.readString(Path.of("/proc/" + process.pid() + "/status"));
        return Integer.parseInt(status.replaceAll("(?s).*VmHWM:\\s*(\\d+) kB.*", "$1"));
    }

    /** Feeds a line every tenth of a second until the file {@code shown} contains the progress, up to a limit. */
    private Jdk.Result read(String command, int lines) throws Exception {
        Files.writeString(directory.resolve("line"), FleetReaderTest.simulated("NAME", ProcessorMode.POWER9) + "\n");
        Files.writeString(
                directory.resolve("read"),
                "for i in $(seq " + lines + "); do sed s/NAME/h$i/ line; sleep 0.1;"
                        + " if grep -qs 'Answers read' shown; then break; fi; done | '" + launcher
                        + "' common - > out");
        return Jdk.run(directory, List.of("bash", "-c", command));
    }

    @Test
    void progressIsShownOnATerminalAndRemoved() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "needs script, which makes a terminal");
        Jdk.Result result = read("script -qefc 'bash read' shown < /dev/null", 600);
        assertEquals(0, result.exitCode, result.toString());
        assertTrue(result.out.matches("(?s)\rAnswers read: \\d.*\r *\r"), result.toString());
        assertFalse(Files.readString(directory.resolve("out")).contains("Answers"));
    }

    @Test
    void progressIsNotShownElsewhere() throws Exception {
        Jdk.Result result = read("bash read", 50);
        assertEquals(0, result.exitCode, result.toString());
        assertEquals("", result.err);
    }
}

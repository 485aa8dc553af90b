// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.consumers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What a command printed and how it ended. */
final class Run {

    private static final int SECONDS = 180;

    private final int status;
    private final String out;
    private final String err;

    private Run(int status, String out, String err) {
        this.status = status;
        this.out = out;
        this.err = err;
    }

    /** The directory of a project, in which it was built. */
    static Path project(String name) {
        return Path.of(System.getProperty("projects"), name);
    }

    static Run of(Path directory, List<String> command) throws Exception {
        Path out = Files.createTempFile("out", ".txt");
        Path err = Files.createTempFile("err", ".txt");
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().remove("COMPATCAPS_BACKEND");
            builder.environment().remove("JAVA_TOOL_OPTIONS");
            Process process = builder.start();
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("Still running after " + SECONDS + " s: " + command);
            }
            return new Run(
                    process.exitValue(),
                    Files.readString(out, StandardCharsets.UTF_8),
                    Files.readString(err, StandardCharsets.UTF_8));
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    Run endsWith(int expected) {
        assertEquals(expected, status, this::toString);
        return this;
    }

    /** Has this line, all of it. */
    Run says(String line) {
        assertTrue(out.lines().anyMatch(line::equals), () -> "no line '" + line + "' in\n" + this);
        return this;
    }

    /** Has a line with these words. */
    Run mentions(String words) {
        assertTrue(out.lines().anyMatch(line -> line.contains(words)), () -> "no '" + words + "' in\n" + this);
        return this;
    }

    Run warnsOfNativeCode(boolean expected, String words) {
        assertEquals(expected, err.contains("WARNING: ") && err.contains(words), this::toString);
        return this;
    }

    /** A native backend was asked: this machine's own refusal, and nothing that looks like an answer. */
    Run isRefusedByThisHost() {
        endsWith(3).mentions("refused " + Host.refusal());
        assertEquals(List.of(), after("modes "));
        return this;
    }

    /** Lines that begin so, without it. */
    List<String> after(String beginning) {
        return out.lines()
                .filter(line -> line.startsWith(beginning))
                .map(line -> line.substring(beginning.length()))
                .toList();
    }

    @Override
    public String toString() {
        return "exit status " + status + "\n" + out + err;
    }
}

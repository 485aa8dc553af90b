// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.consumers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.compatcaps.cli.Jdk;

/** What a command printed and how it ended. */
final class Run {

    private final int status;
    private final String out;
    private final String err;

    private Run(Jdk.Result result) {
        this.status = result.exitCode;
        this.out = result.out;
        this.err = result.err;
    }

    /** The directory of a project, in which it was built. */
    static Path project(String name) {
        return Path.of(System.getProperty("projects"), name);
    }

    static Run of(Path directory, List<String> command) throws Exception {
        return new Run(Jdk.run(directory, command));
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

    /** SLF4J prints warnings if it is used without a provider, as in these projects. */
    Run doesNotLog() {
        assertFalse(err.contains("SLF4J"), this::toString);
        return this;
    }

    Run warnsOfNativeCode(boolean expected, String words) {
        assertEquals(expected, err.contains("WARNING: ") && err.contains(words), this::toString);
        return this;
    }

    /** Has the error of this machine through a native backend, and no answer. */
    Run isRefusedByThisHost() {
        endsWith(3).mentions("refused " + Host.refusal());
        assertEquals(List.of(), after("modes "));
        return this;
    }

    /** The backend that opened KVM, which the projects print then. Skips the test where KVM cannot be opened. */
    void through(String backend) {
        Host.assumeUsableKvm();
        says("backend " + backend);
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

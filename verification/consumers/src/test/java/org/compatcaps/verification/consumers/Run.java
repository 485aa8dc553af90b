// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.consumers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.compatcaps.cli.Jdk;

/** The result of a command. */
record Run(int status, String out, String err) {

    static Run of(Path directory, List<String> command) throws Exception {
        Jdk.Result result = Jdk.run(directory, command);
        return new Run(result.exitCode, result.out, result.err);
    }

    /** Returns the directory in which a project was built. */
    static Path project(String name) {
        return Path.of(System.getProperty("projects"), name);
    }

    /** Returns the start of a command that runs Maven as it was started here, on this JDK. */
    static List<String> maven(Jdk jdk) {
        return List.of(
                "env",
                "JAVA_HOME=" + home(jdk),
                Path.of(System.getProperty("maven"), "bin/mvn").toString(),
                "--global-settings",
                System.getProperty("settings"));
    }

    static Path home(Jdk jdk) {
        return Path.of(jdk.tool("java")).getParent().getParent();
    }

    Run endsWith(int expected) {
        assertEquals(expected, status, this::toString);
        return this;
    }

    /** Asserts that the command printed this line. */
    Run hasLine(String line) {
        assertTrue(out.lines().anyMatch(line::equals), () -> "no line '" + line + "' in\n" + this);
        return this;
    }

    /** Asserts that the command printed a line with these words. */
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

    /** Asserts that the command printed the error of this machine through a native backend, and no answer. */
    Run isRefusedByThisHost() {
        endsWith(3).mentions("refused " + Host.refusal());
        assertEquals(List.of(), after("modes "));
        return this;
    }

    /** Asserts that this backend opened KVM, which the projects print then. Skips the test where KVM cannot be opened. */
    void through(String backend) {
        Host.assumeUsableKvm();
        hasLine("backend " + backend);
    }

    /** Returns the rest of the lines that begin so. */
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

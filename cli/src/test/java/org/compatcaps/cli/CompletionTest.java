// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sources the completion script in bash, and completes words as after the tab key. */
class CompletionTest {

    private static final String BASH = "/bin/bash";

    /**
     * Prints the completions of the last of the words that follow, one a line. Replaces compopt, which works only after a real
     * key.
     */
    private static final String ASK = String.join(
            "\n",
            "source \"$1\"",
            "compopt() { :; }",
            "shift",
            "COMP_WORDS=(\"$@\")",
            "COMP_CWORD=$(($# - 1))",
            "COMP_LINE=\"$*\"",
            "COMP_POINT=${#COMP_LINE}",
            "function=$(complete -p compatcaps | sed 's/.* -F \\([^ ]*\\) .*/\\1/')",
            "$function compatcaps \"${COMP_WORDS[COMP_CWORD]}\" \"${COMP_WORDS[COMP_CWORD - 1]}\"",
            "printf '%s\\n' \"${COMPREPLY[@]}\"");

    @TempDir
    Path directory;

    private Path script;

    @BeforeEach
    void print() throws Exception {
        assumeTrue(Files.isExecutable(Path.of(BASH)), "there is no bash");
        StringWriter out = new StringWriter();
        assertEquals(0, Main.newCommandLine().setOut(new PrintWriter(out)).execute("completion"));
        script = Files.writeString(directory.resolve("compatcaps.bash"), out.toString());
    }

    private static Set<String> linesOf(Jdk.Result result) {
        assertEquals(0, result.exitCode, result.toString());
        assertEquals("", result.err);
        Set<String> lines = new TreeSet<>();
        result.out.lines().map(String::trim).filter(line -> !line.isEmpty()).forEach(lines::add);
        return lines;
    }

    private Set<String> offered(String... words) throws Exception {
        List<String> command =
                new ArrayList<>(List.of(BASH, "--norc", "-c", ASK, "bash", script.toString(), "compatcaps"));
        command.addAll(List.of(words));
        return linesOf(Jdk.run(command));
    }

    @Test
    void scriptHasValidSyntax() throws Exception {
        assertEquals(Set.of(), linesOf(Jdk.run(List.of(BASH, "-n", script.toString()))));
    }

    @ParameterizedTest
    @CsvSource({
        "sup, supports",
        "comp, completion",
        "--form, --format",
        "best --lib, --libvirt",
        "supports po, power9 power10 power11",
        "supports power10 --sim, --simulate",
        "best --at-most power1, power10 power11",
        "--simulate power9, power9",
        "common pom.x, pom.xml",
        "--output pom.x, pom.xml",
        "nonsense, ''",
    })
    void wordIsCompleted(String words, String expected) throws Exception {
        Set<String> all = new TreeSet<>(List.of(expected.split(" ")));
        all.remove("");
        assertEquals(all, offered(words.split(" ")));
    }

    @Test
    void valuesOfAnOptionAreOffered() throws Exception {
        assertEquals(new TreeSet<>(Set.of("json", "nfd", "prometheus", "text")), offered("--format", ""));
        assertEquals(new TreeSet<>(Set.of("libvirt", "name", "qemu")), offered("best", "--as", ""));
    }

    @Test
    void everyCommandIsOffered() throws Exception {
        Set<String> offered = offered("");
        Set<String> commands =
                new TreeSet<>(Main.newCommandLine().getSubcommands().keySet());
        assertTrue(commands.contains("best"), commands.toString());
        assertTrue(offered.containsAll(commands), offered.toString());
    }
}

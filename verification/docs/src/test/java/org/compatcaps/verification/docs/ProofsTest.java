// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.compatcaps.cli.Jdk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks the pages of {@code verification}, whose blocks are not run. */
class ProofsTest {

    private static final Path VERIFICATION = Page.ROOT.resolve("verification");

    private static final Pattern FIRST_LINES =
            Pattern.compile(Stream.of("Promise", "How", "Command", "Time", "Result file")
                    .map(name -> "- \\*\\*" + name + ":\\*\\* .+\n")
                    .collect(Collectors.joining("", "# .+\n\n", "\n")));

    /** Returns the folders with a proof; {@code tool} has classes for the others. */
    static List<Path> proofs() throws IOException {
        try (Stream<Path> folders = Files.list(VERIFICATION)) {
            return folders.filter(folder -> Files.exists(folder.resolve("pom.xml"))
                            || Files.exists(folder.resolve("run"))
                            || Files.exists(folder.resolve("README.md")))
                    .filter(folder -> !folder.endsWith("tool"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("proofs")
    void readmeBeginsWithPromiseCommandAndResult(Path proof) throws IOException {
        String text = Files.readString(proof.resolve("README.md"));
        assertTrue(FIRST_LINES.matcher(text).lookingAt(), text);
        assertTrue(text.contains("- **Command:** `verification/run " + proof.getFileName() + "`\n"), text);
    }

    @Test
    void tableOfProofsIsThatOfTheirReadmes() throws Exception {
        String table = Jdk.run(List.of(VERIFICATION.resolve("run").toString(), "--table")).out;
        assertTrue(table.lines().count() > proofs().size(), table);
        String written = Files.readString(VERIFICATION.resolve("README.md"));
        assertTrue(written.contains("| --- |\n" + table + "\n"), () -> "put this table into its place:\n" + table);
    }

    @Test
    void testsNamedInBrokenOnPurposeExist() throws Exception {
        Set<String> named = Pattern.compile("\\b[A-Z]\\w*(?:Test|IT|Tck)\\b")
                .matcher(Files.readString(VERIFICATION.resolve("broken.md")))
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
        assertTrue(named.size() > 30, named::toString);
        String files = Jdk.run(Page.ROOT, List.of("find", ".", "-name", "*.java", "-not", "-path", "*/target/*")).out;
        named.removeIf(name -> files.contains("/" + name + ".java\n"));
        assertEquals(Set.of(), named);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.jdks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExpectationsTest {
    private static final Path FILE = Path.of("expected.tsv");

    @TempDir
    Path directory;

    private void assertRefused(String message, String text) throws IOException {
        Path file = Files.write(directory.resolve("e.tsv"), text.getBytes("UTF-8"));
        IOException e = assertThrows(IOException.class, () -> Expectations.read(file));
        assertTrue(e.getMessage().contains(message), e.getMessage());
    }

    @Test
    void everyCellHasItsLine() throws IOException {
        Expectations expectations = Expectations.read(FILE);
        Outcome outcome = expectations.of(new Cell(Architecture.PPC64LE, new Jdk("27"), "module", "all", "default"));
        assertEquals("ffm", outcome.chosen);
        assertEquals(List.of("native=org.compatcaps.backend.ffm"), outcome.warningsOfQuery);
        assertEquals(List.of("native=com.sun.jna", "native=org.jnrproject.jffi"), outcome.warningsOfList);
        assertEquals(Map.of("ffm", "yes", "jna", "yes", "jnr", "yes"), outcome.backends);
    }

    @Test
    void aFileWithAHoleOrTwoAnswersIsRefused() throws IOException {
        String text = Files.readString(FILE);
        String line = text.lines()
                .filter(any -> any.startsWith("cell") && any.contains("mock"))
                .findFirst()
                .orElseThrow();
        assertRefused("0 lines instead of one for x86_64 11-class-mock-default", text.replace(line + "\n", ""));
        assertRefused("2 lines instead of one for x86_64 11-class-mock-default", text + line + "\n");
        assertRefused("no cell for the line", text + line.replace("\tdefault\t", "\tdenied\t") + "\n");
        assertRefused("no status never", text.replace("\tby-name\n", "\tnever\n"));
        assertRefused("11 columns instead of 12", text.replace("\tby-name\n", "\n"));
        assertRefused("no answer for ppc64le", text.replaceAll("(?m)^answer\tppc64le.*\n", ""));
        assertRefused("a second yes", text + "status\tyes\tavailable\n");
        assertRefused("not row", text + "row\n");
    }

    @Test
    void templatesMatchTheWholeText() {
        assertTrue(Template.matches("a (b) * {n}.", "a (b) anything 7.", Map.of("n", "7")));
        assertFalse(Template.matches("a (b) * {n}.", "a (b) anything 8.", Map.of("n", "7")));
        assertFalse(Template.matches("available", "available, only by name", Map.of()));
        assertFalse(Template.matches("a.c", "abc", Map.of()));
    }
}

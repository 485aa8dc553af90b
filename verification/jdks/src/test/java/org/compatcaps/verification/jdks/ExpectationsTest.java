// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.jdks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpectationsTest {
    private static final Path FILE = Path.of("expected.tsv");

    @Test
    void lineHoldsForAllItsCombinations() throws IOException {
        Combination combination = new Combination(Architecture.PPC64LE, new Jdk("27"), "module", "all", "default");
        assertEquals(
                new Outcome(
                        "ffm",
                        List.of("native=org.compatcaps.backend.ffm"),
                        List.of("native=com.sun.jna", "native=org.jnrproject.jffi"),
                        Map.of("ffm", "yes", "jna", "yes", "jnr", "yes"),
                        List.of()),
                Expectations.read(FILE).get(combination));
    }

    @ParameterizedTest
    @CsvSource({
        "'-mock-default\t', '-mock-denied\t', 0 lines instead of one for x86_64 11-class-mock-default",
        "'-none-default\t', '-*-default\t', 2 lines instead of one for x86_64 11-class-ffm-default",
        "'# combinations', '9-class-mock-denied\tnone\t-\t-\t-\t-\t-\t-\n#', 'no combination for [Line[names=9-class'",
        "by-name, 'by-name\tx', 9 columns instead of 8",
        "by-name, never, no status never"
    })
    void fileWithAHoleOrTwoAnswersIsRejected(
            String replaced, String replacement, String message, @TempDir Path directory) throws IOException {
        Path file = directory.resolve("expected.tsv");
        Files.writeString(file, Files.readString(FILE).replace(replaced, replacement));
        IOException e = assertThrows(IOException.class, () -> Expectations.read(file));
        assertTrue(e.getMessage().contains(message), e.getMessage());
    }
}

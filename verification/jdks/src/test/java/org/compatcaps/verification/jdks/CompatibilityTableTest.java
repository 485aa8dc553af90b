// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.jdks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CompatibilityTableTest {
    private static final Path GUIDE = Path.of("../../docs/guide/deployment.md");

    /** A run compares the JDKs with the expectations, and this compares the expectations with the guide. */
    @Test
    void guideShowsExpectations() throws IOException {
        Map<Combination, Outcome> expected = Expectations.read(Path.of("expected.tsv"));
        assertEquals(408, expected.size());
        String inGuide = Files.readString(GUIDE)
                .split("<!-- Made by verification/jdks/run, not by hand. -->")[1]
                .split("<!-- End of what was made. -->")[0];
        assertEquals(inGuide.strip(), CompatibilityTable.render(expected).strip());
    }

    private static void put(
            Map<Combination, Outcome> outcomes, Architecture architecture, String jdk, String path, String warning) {
        outcomes.put(
                new Combination(architecture, new Jdk(jdk), path, "jna", "default"),
                new Outcome("jna", List.of(warning), List.of(), Map.of("jna", "yes"), List.of()));
    }

    private static List<String> rows(Map<Combination, Outcome> outcomes) {
        return CompatibilityTable.render(outcomes)
                .replaceAll(" +", " ")
                .lines()
                .skip(2)
                .toList();
    }

    @Test
    void pathsThatDifferHaveRowsOfTheirOwn() {
        Map<Combination, Outcome> outcomes = new LinkedHashMap<>();
        for (String jdk : List.of("25", "27")) {
            put(outcomes, Architecture.PPC64LE, jdk, "class", "native=X");
            put(outcomes, Architecture.PPC64LE, jdk, "module", "slf4j");
        }
        assertEquals(
                List.of(
                        "| jna (class path) | - | 25, 27 | jna, warning | - | - |",
                        "| jna (module path) | - | 25, 27 | jna | - | - |"),
                rows(outcomes));
    }

    @Test
    void samplesAreNotInTheTable() {
        Map<Combination, Outcome> outcomes = new LinkedHashMap<>();
        for (Architecture architecture : Architecture.values()) {
            put(outcomes, architecture, "28-ea", "class", "native=X");
        }
        assertEquals(List.of("| jna (class path) | 28-ea | - | jna, warning | - | - |"), rows(outcomes));
    }
}

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
    private static final String BEGIN = "<!-- Made by verification/jdks/run, not by hand. -->\n";
    private static final String END = "<!-- End of what was made. -->\n";

    /** A run compares the JDKs with the expectations, and this compares the expectations with the guide. */
    @Test
    void guideShowsExpectations() throws IOException {
        Expectations expectations = Expectations.read(Path.of("expected.tsv"));
        Map<Cell, Outcome> outcomes = new LinkedHashMap<>();
        for (Architecture architecture : Architecture.values()) {
            for (Cell cell : Cell.all(architecture)) {
                outcomes.put(cell, expectations.of(cell));
            }
        }
        assertEquals(408, outcomes.size());
        String guide = Files.readString(Path.of("../../docs/guide/deployment.md"));
        int begin = guide.indexOf(BEGIN) + BEGIN.length();
        assertEquals(
                guide.substring(begin, guide.indexOf(END, begin)).strip(),
                CompatibilityTable.render(outcomes).strip());
    }

    private static Outcome outcome(String chosen, List<String> warnings) {
        return new Outcome(chosen, warnings, List.of(), Map.of("jna", "yes"), List.of());
    }

    @Test
    void pathsThatDifferStandApart() {
        Map<Cell, Outcome> outcomes = new LinkedHashMap<>();
        for (Jdk jdk : List.of(new Jdk("25"), new Jdk("27"))) {
            outcomes.put(
                    new Cell(Architecture.PPC64LE, jdk, "class", "jna", "default"),
                    outcome("jna", List.of("native=X")));
            outcomes.put(
                    new Cell(Architecture.PPC64LE, jdk, "module", "jna", "default"),
                    outcome("jna", List.of("unsafe=X")));
        }
        String table = CompatibilityTable.render(outcomes).replaceAll(" +", " ");
        assertEquals(
                List.of(
                        "| jna (class path) | - | 25, 27 | jna, warning | - | - |",
                        "| jna (module path) | - | 25, 27 | jna, warning of Unsafe | - | - |"),
                List.of(table.split("\n")).subList(2, 4));
    }

    @Test
    void samplesAreNotInTheTable() {
        Map<Cell, Outcome> outcomes = new LinkedHashMap<>();
        Jdk early = new Jdk("28-ea");
        for (Architecture architecture : Architecture.values()) {
            outcomes.put(new Cell(architecture, early, "class", "jna", "default"), outcome("jna", List.of()));
        }
        String table = CompatibilityTable.render(outcomes).replaceAll(" +", " ");
        assertEquals(
                List.of("| jna (class path) | 28-ea | - | jna | - | - |"),
                table.lines().skip(2).toList());
    }
}

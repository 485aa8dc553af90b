// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.jdks;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.compatcaps.verification.powerhost.Plan;

/** Reads {@code expected.tsv}. */
final class Expectations {

    private static final List<String> BACKENDS = List.of("ffm", "jna", "jnr", "mock");

    private Expectations() {}

    private record Line(String names, Outcome outcome) {

        static Line of(String[] columns) {
            Map<String, String> backends = new TreeMap<>();
            for (int i = 0; i < BACKENDS.size(); i++) {
                String status = columns[4 + i];
                if (!status.equals("-")) {
                    backends.put(BACKENDS.get(i), status);
                }
            }
            return new Line(
                    columns[0], new Outcome(columns[1], list(columns[2]), list(columns[3]), backends, List.of()));
        }

        private static List<String> list(String column) {
            return column.equals("-") ? List.of() : List.of(column.split(" "));
        }

        boolean matches(Combination combination) {
            return FileSystems.getDefault().getPathMatcher("glob:" + names).matches(Path.of(combination.name()));
        }
    }

    /**
     * Returns the expected outcome of each combination.
     *
     * @throws IOException if the file cannot be read, or if a combination does not have exactly one line
     */
    static Map<Combination, Outcome> read(Path file) throws IOException {
        List<Line> lines = Plan.read(file, 4 + BACKENDS.size(), Line::of);
        Map<Combination, Outcome> outcomes = new LinkedHashMap<>();
        for (Architecture architecture : Architecture.values()) {
            for (Combination combination : Combination.all(architecture)) {
                List<Line> matching =
                        lines.stream().filter(line -> line.matches(combination)).toList();
                if (matching.size() != 1) {
                    throw new IOException(file + ": " + matching.size() + " lines instead of one for " + combination);
                }
                outcomes.put(combination, matching.get(0).outcome);
            }
        }
        return outcomes;
    }
}

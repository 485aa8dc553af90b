// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The goals, from {@code goals.tsv}, the one place where they are. */
final class Goals {

    private static final int COLUMNS = 4;

    private final Map<String, Goal> goals = new LinkedHashMap<>();

    /**
     * What is to be reached.
     *
     * @param relation {@code <=} or {@code >=}
     * @param limit the limit
     * @param note what is known about a row that is over, or empty
     */
    record Goal(String relation, double limit, String note) {

        boolean isMetBy(double value) {
            return switch (relation) {
                case "<=" -> value <= limit;
                case ">=" -> value >= limit;
                default -> throw new IllegalStateException("unknown relation " + relation);
            };
        }
    }

    static Goals read() throws IOException {
        Goals goals = new Goals();
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(Goals.class.getResourceAsStream("goals.tsv"), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    goals.add(line);
                }
            }
        }
        return goals;
    }

    private void add(String line) throws IOException {
        String[] columns = line.split("\t", -1);
        if (columns.length != COLUMNS || !Set.of("<=", ">=").contains(columns[1])) {
            throw new IOException("goals.tsv has a line that is not key, relation, limit, note: " + line);
        }
        Goal goal = new Goal(columns[1], Double.parseDouble(columns[2]), columns[3]);
        if (goals.put(columns[0], goal) != null) {
            throw new IOException("goals.tsv has two of " + columns[0]);
        }
    }

    /** The goal of this key; null where there is none. */
    Goal of(String key) {
        return goals.get(key);
    }

    double limit(String key) {
        return goals.get(key).limit();
    }

    Set<String> keys() {
        return goals.keySet();
    }
}

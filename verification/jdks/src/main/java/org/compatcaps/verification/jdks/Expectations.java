// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.jdks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The file {@code expected.tsv}. */
final class Expectations {
    private static final List<String> BACKENDS = List.of("ffm", "jna", "jnr", "mock");
    private static final int COLUMNS_OF_CELLS = 8 + BACKENDS.size();

    private final Map<Architecture, String> answers = new EnumMap<>(Architecture.class);
    private final Map<String, String> statuses = new LinkedHashMap<>();
    private final List<Line> lines = new ArrayList<>();

    private Expectations() {}

    /**
     * Reads the file.
     *
     * @throws IOException if it cannot be read, or a line is wrong: a cell that is skipped would count as passed
     */
    static Expectations read(Path file) throws IOException {
        Expectations expectations = new Expectations();
        int number = 0;
        for (String text : Files.readAllLines(file)) {
            number++;
            if (text.isBlank() || text.startsWith("#")) {
                continue;
            }
            try {
                expectations.add(text.split("\t", -1));
            } catch (IllegalArgumentException e) {
                throw new IOException(file + ", line " + number + ": " + e.getMessage(), e);
            }
        }
        try {
            expectations.requireComplete();
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
        return expectations;
    }

    private void add(String[] columns) {
        switch (columns[0]) {
            case "answer":
                requireColumns(columns, 3);
                requireNew(answers.put(Architecture.of(columns[1]), columns[2]), columns[1]);
                break;
            case "status":
                requireColumns(columns, 3);
                requireNew(statuses.put(columns[1], columns[2]), columns[1]);
                break;
            case "cell":
                requireColumns(columns, COLUMNS_OF_CELLS);
                lines.add(new Line(columns));
                break;
            default:
                throw new IllegalArgumentException("a line begins with answer, status or cell, not " + columns[0]);
        }
    }

    private static void requireColumns(String[] columns, int count) {
        if (columns.length != count) {
            throw new IllegalArgumentException(columns.length + " columns instead of " + count);
        }
    }

    private static void requireNew(String before, String name) {
        if (before != null) {
            throw new IllegalArgumentException("a second " + name);
        }
    }

    /** Every cell has one line, and every line a cell. */
    private void requireComplete() {
        Set<Line> used = new HashSet<>();
        for (Architecture architecture : Architecture.values()) {
            if (!answers.containsKey(architecture)) {
                throw new IllegalArgumentException("no answer for " + architecture.column);
            }
            for (Cell cell : Cell.all(architecture)) {
                used.add(line(cell));
            }
        }
        for (Line line : lines) {
            if (!used.contains(line)) {
                throw new IllegalArgumentException("no cell for the line " + line);
            }
            for (String status : line.outcome.backends.values()) {
                if (!statuses.containsKey(status)) {
                    throw new IllegalArgumentException("no status " + status + ", in the line " + line);
                }
            }
        }
    }

    private Line line(Cell cell) {
        List<Line> matching = lines.stream().filter(line -> line.matches(cell)).collect(Collectors.toList());
        if (matching.size() != 1) {
            throw new IllegalArgumentException(matching.size() + " lines instead of one for " + cell);
        }
        return matching.get(0);
    }

    /** What this cell must show. */
    Outcome of(Cell cell) {
        return line(cell).outcome;
    }

    /** Whether this is what the SDK must answer on that architecture, once there is a backend. */
    boolean isAnswer(Architecture architecture, String text) {
        return Template.matches(answers.get(architecture), text, Map.of());
    }

    /** The name in the file for what the list of backends says of one; what it says if there is no name for it. */
    String statusName(String status, int jdk) {
        for (Map.Entry<String, String> known : statuses.entrySet()) {
            if (Template.matches(known.getValue(), status, Map.of("java", Integer.toString(jdk)))) {
                return known.getKey();
            }
        }
        return status;
    }

    private static List<String> list(String column) {
        return column.equals("-") ? List.of() : Arrays.asList(column.split(" "));
    }

    /** What is expected of one or more cells. */
    private static final class Line {
        private final String text;
        private final List<String> architectures;
        private final List<String> jdks;
        private final List<String> paths;
        private final String jars;
        private final List<String> accesses;
        private final Outcome outcome;

        Line(String[] columns) {
            text = String.join(" ", columns);
            architectures = list(columns[1]);
            jdks = list(columns[2]);
            paths = list(columns[3]);
            jars = columns[4];
            accesses = list(columns[5]);
            String[] warnings = columns[7].split(" then ", -1);
            if (warnings.length != 2) {
                throw new IllegalArgumentException("warnings are those of the query, 'then', those of the list");
            }
            Map<String, String> backends = new TreeMap<>();
            for (int i = 0; i < BACKENDS.size(); i++) {
                String status = columns[8 + i];
                if (!status.equals("-")) {
                    backends.put(BACKENDS.get(i), status);
                }
            }
            outcome = new Outcome(columns[6], list(warnings[0]), list(warnings[1]), backends, List.of());
        }

        boolean matches(Cell cell) {
            return architectures.contains(cell.architecture.column)
                    && jdks.contains(cell.jdk.name)
                    && paths.contains(cell.path)
                    && jars.equals(cell.jars)
                    && accesses.contains(cell.access);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** All rows: for people as one table, and for programs as a file. */
final class Report {

    private static final List<String> HEADINGS = List.of("what", "goal", "measured (median, range)", "verdict");

    private final Goals goals;
    private final boolean judgeTimes;
    private final List<List<String>> table = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();

    /** What a row's numbers are. */
    enum Unit {
        RATIO("", true),
        BYTES(" B", false),
        CLASSES("", false),
        MEBIBYTES(" MiB", false),
        NANOSECONDS(" ns", true);

        private final String suffix;
        private final boolean isTime;

        Unit(String suffix, boolean isTime) {
            this.suffix = suffix;
            this.isTime = isTime;
        }

        private String text(double value) {
            // JMH finds fractions of bytes where something else in the JVM allocated.
            boolean whole = this == BYTES || this == CLASSES;
            return String.format(Locale.ROOT, whole ? "%,.0f" : value < 100 ? "%.2f" : "%,.0f", value);
        }
    }

    Report(Goals goals, boolean judgeTimes) {
        this.goals = goals;
        this.judgeTimes = judgeTimes;
        lines.add("what\tkey\trelation\tlimit\tunit\tmedian\tleast\tmost\tverdict\trounds");
    }

    /**
     * Adds a row.
     *
     * @param what what was measured
     * @param key the key of its goal; one without a goal is only shown
     * @param unit of the samples
     * @param samples one of each round
     * @param detail what else belongs to it, or empty
     */
    void add(String what, String key, Unit unit, Samples samples, String detail) {
        Goals.Goal goal = goals.of(key);
        double median = unit == Unit.BYTES ? Math.rint(samples.median()) : samples.median();
        String verdict = "";
        if (goal != null) {
            if (unit.isTime && !judgeTimes) {
                verdict = "not judged";
            } else if (goal.isMetBy(median)) {
                verdict = "met";
            } else {
                verdict = goal.note().isEmpty() ? "over" : "over: " + goal.note();
            }
        }
        StringBuilder measured = new StringBuilder(unit.text(median)).append(unit.suffix);
        String least = unit.text(samples.least());
        String most = unit.text(samples.most());
        if (!least.equals(most)) {
            measured.append(" (").append(least).append(" to ").append(most).append(')');
        }
        if (!detail.isEmpty()) {
            measured.append("; ").append(detail);
        }
        table.add(List.of(what, goal == null ? "" : text(goal, unit), measured.toString(), verdict));
        lines.add(String.join(
                "\t",
                what,
                key,
                goal == null ? "" : goal.relation(),
                goal == null ? "" : Double.toString(goal.limit()),
                unit.name().toLowerCase(Locale.ROOT),
                Double.toString(median),
                Double.toString(samples.least()),
                Double.toString(samples.most()),
                verdict,
                samples.all().toString()));
    }

    private static String text(Goals.Goal goal, Unit unit) {
        String words = switch (goal.relation()) {
            case "<=" -> "at most ";
            default -> "at least ";
        };
        return words + unit.text(goal.limit()) + unit.suffix;
    }

    /** As Markdown. */
    String table() {
        int[] widths = new int[HEADINGS.size()];
        List<List<String>> rows = new ArrayList<>(List.of(HEADINGS));
        rows.addAll(table);
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        List<String> rule = new ArrayList<>();
        for (int width : widths) {
            rule.add("-".repeat(width));
        }
        rows.add(1, rule);
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            text.append('|');
            for (int i = 0; i < widths.length; i++) {
                text.append(' ')
                        .append(row.get(i))
                        .append(" ".repeat(widths[i] - row.get(i).length()))
                        .append(" |");
            }
            text.append('\n');
        }
        return text.toString();
    }

    void write(Path tsv) throws IOException {
        Files.write(tsv, lines);
    }
}

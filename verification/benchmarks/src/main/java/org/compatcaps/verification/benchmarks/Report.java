// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.compatcaps.verification.powerhost.Plan;
import org.compatcaps.verification.powerhost.Table;

/** The rows of the report: each has a value of each round, and is compared with its goal. */
final class Report {

    private final Map<String, Goal> goals;
    private final boolean judgeTimes;
    private final Map<String, Row> rows = new LinkedHashMap<>();

    /**
     * A goal.
     *
     * @param key the key of the rows that it is for
     * @param relation {@code <=} or {@code >=}
     * @param limit the limit
     * @param note the reason why a row is over it, if known, or empty
     */
    record Goal(String key, String relation, double limit, String note) {

        Goal {
            if (!List.of("<=", ">=").contains(relation)) {
                throw new IllegalArgumentException("unknown relation " + relation);
            }
        }

        boolean isMetBy(double value) {
            return relation.equals("<=") ? value <= limit : value >= limit;
        }
    }

    enum Unit {
        RATIO(""),
        BYTES(" B"),
        MEBIBYTES(" MiB");

        private final String suffix;

        Unit(String suffix) {
            this.suffix = suffix;
        }

        private String text(double value) {
            return String.format(Locale.ROOT, this == BYTES ? "%,.0f" : value < 100 ? "%.2f" : "%,.0f", value);
        }
    }

    /** Ratios also have the times that they are made of. */
    private record Row(String key, Unit unit, List<Double> values, List<Double> times, List<Double> baseTimes) {

        String measured() {
            List<Double> sorted = values.stream().sorted().toList();
            String least = unit.text(sorted.get(0));
            String most = unit.text(sorted.get(sorted.size() - 1));
            return unit.text(median(values))
                    + unit.suffix
                    + (least.equals(most) ? "" : " (" + least + " to " + most + ")")
                    + (times.isEmpty() ? "" : "; " + time(times) + " over " + time(baseTimes));
        }

        private static String time(List<Double> times) {
            double nanoseconds = median(times);
            boolean inNanoseconds = nanoseconds < 10_000;
            return String.format(
                    Locale.ROOT, inNanoseconds ? "%,.0f ns" : "%,.0f us", nanoseconds / (inNanoseconds ? 1 : 1e3));
        }
    }

    Report(Map<String, Goal> goals, boolean judgeTimes) {
        this.goals = goals;
        this.judgeTimes = judgeTimes;
    }

    /** Reads {@code goals.tsv}, the one place of the goals. */
    static Map<String, Goal> goals(Path file) throws IOException {
        return Plan.read(file, 4, cells -> new Goal(cells[0], cells[1], Double.parseDouble(cells[2]), cells[3]))
                .stream()
                .collect(Collectors.toMap(Goal::key, Function.identity()));
    }

    /**
     * Adds a value to a row.
     *
     * @param what the name of the row
     * @param key the key of its goal; a row without a goal is only shown
     */
    void add(String what, String key, Unit unit, double value) {
        row(what, key, unit).values.add(measured(value));
    }

    /** Adds a time over another one of the same round. */
    void ratio(String what, String key, double time, double baseTime) {
        Row row = row(what, key, Unit.RATIO);
        row.values.add(measured(time / baseTime));
        row.times.add(time);
        row.baseTimes.add(baseTime);
    }

    private Row row(String what, String key, Unit unit) {
        return rows.computeIfAbsent(
                what, any -> new Row(key, unit, new ArrayList<>(), new ArrayList<>(), new ArrayList<>()));
    }

    private static double measured(double value) {
        if (!Double.isFinite(value) || value < 0) {
            throw new IllegalArgumentException("not a measured value: " + value);
        }
        return value;
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int size = sorted.size();
        return (sorted.get((size - 1) / 2) + sorted.get(size / 2)) / 2;
    }

    /** Renders the rows in Markdown. */
    String table() {
        List<List<String>> cells = new ArrayList<>();
        rows.forEach((what, row) -> {
            Goal goal = goals.get(row.key);
            String limit = goal == null
                    ? ""
                    : (goal.relation.equals("<=") ? "at most " : "at least ")
                            + row.unit.text(goal.limit)
                            + row.unit.suffix;
            cells.add(List.of(what, limit, row.measured(), goal == null ? "" : verdict(goal, row)));
        });
        return Table.render(List.of("what", "goal", "measured (median, range)", "verdict"), cells);
    }

    private String verdict(Goal goal, Row row) {
        if (row.unit == Unit.RATIO && !judgeTimes) {
            return "not judged";
        }
        if (goal.isMetBy(median(row.values))) {
            return "met";
        }
        return goal.note.isEmpty() ? "over" : "over: " + goal.note;
    }

    /** Renders every value, for programs. */
    String values() {
        StringBuilder text = new StringBuilder("what\tkey\tunit\tvalues\n");
        rows.forEach((what, row) ->
                text.append(String.join("\t", what, row.key, row.unit.name(), row.values.toString() + "\n")));
        return text.toString();
    }
}

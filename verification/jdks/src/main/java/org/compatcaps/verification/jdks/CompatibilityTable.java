// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.jdks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.compatcaps.verification.powerhost.Table;

/** The table for users: all cells, with those that are alike in one line. */
final class CompatibilityTable {
    private static final Map<String, String> JARS = Map.of("all", "ffm, jna and jnr", "none", "no backend");

    private static final Map<String, String> REASONS = Map.of(
            "too-old", "needs Java 22",
            "no-linker", "no native linker",
            "denied", "Java denies it",
            "by-name", "only by its name");

    private CompatibilityTable() {}

    static String render(Map<Cell, Outcome> outcomes) {
        // Jars, then what the user sees on each path with each option, then the JDKs where that is so.
        Map<String, Map<List<String>, Map<Architecture, List<Jdk>>>> groups = new LinkedHashMap<>();
        for (Architecture architecture : Architecture.values()) {
            for (Jdk jdk : architecture.jdks) {
                if (Cell.isSampled(architecture, jdk)) {
                    continue;
                }
                for (String jars : Cell.JAR_SETS) {
                    for (Map.Entry<String, List<String>> line :
                            lines(outcomes, architecture, jdk, jars).entrySet()) {
                        List<String> key = new ArrayList<>(List.of(line.getKey()));
                        key.addAll(line.getValue());
                        groups.computeIfAbsent(jars, any -> new LinkedHashMap<>())
                                .computeIfAbsent(key, any -> new TreeMap<>())
                                .computeIfAbsent(architecture, any -> new ArrayList<>())
                                .add(jdk);
                    }
                }
            }
        }
        List<List<String>> rows = new ArrayList<>();
        for (String jars : Cell.JAR_SETS) {
            groups.getOrDefault(jars, Map.of()).forEach((key, jdks) -> {
                List<String> row = new ArrayList<>(List.of(JARS.getOrDefault(jars, jars) + key.get(0)));
                for (Architecture architecture : Architecture.values()) {
                    row.add(jdks.getOrDefault(architecture, List.of()).stream()
                            .map(Jdk::toString)
                            .collect(Collectors.joining(", ")));
                }
                row.addAll(key.subList(1, key.size()));
                rows.add(row);
            });
        }
        rows.forEach(row -> row.replaceAll(text -> text.isEmpty() ? "-" : Table.cell(text)));
        return Table.render(
                List.of(
                        "on the path",
                        "Java, x86_64",
                        "Java, ppc64le",
                        "used by default",
                        "with `--enable-native-access`",
                        "with `--illegal-native-access=deny`"),
                rows);
    }

    /** By path, what the user sees with each option; class path and module path in one if they are alike. */
    private static Map<String, List<String>> lines(
            Map<Cell, Outcome> outcomes, Architecture architecture, Jdk jdk, String jars) {
        Map<String, List<String>> lines = new LinkedHashMap<>();
        for (String path : Cell.PATHS) {
            List<String> seen = new ArrayList<>();
            for (String access : Cell.ACCESSES) {
                seen.add(seen(outcomes, new Cell(architecture, jdk, path, jars, access)));
            }
            if (!seen.stream().allMatch(""::equals)) {
                lines.put(" (" + path + " path)", seen);
            }
        }
        List<List<String>> values = new ArrayList<>(lines.values());
        if (values.size() == Cell.PATHS.size() && values.stream().distinct().count() == 1) {
            return Map.of("", values.get(0));
        }
        return lines;
    }

    /** Nothing if there is no such cell in this run. */
    private static String seen(Map<Cell, Outcome> outcomes, Cell cell) {
        Outcome outcome = outcomes.get(cell);
        if (outcome == null) {
            return "";
        }
        if (outcome.chosen.equals(Outcome.NO_OPTION)) {
            return "no such option";
        }
        if (outcome.chosen.equals(Outcome.NONE)) {
            String reasons = outcome.backends.values().stream()
                    .map(status -> REASONS.getOrDefault(status, status))
                    .distinct()
                    .collect(Collectors.joining(", "));
            return "none" + (reasons.isEmpty() ? "" : ": " + reasons);
        }
        StringBuilder text = new StringBuilder(outcome.chosen);
        outcome.backends.forEach((backend, status) -> {
            if (!status.equals("yes")) {
                text.append(" (")
                        .append(backend)
                        .append(": ")
                        .append(REASONS.getOrDefault(status, status))
                        .append(")");
            }
        });
        if (outcome.warningsOfQuery.stream().anyMatch(warning -> warning.startsWith("native="))) {
            text.append(", warning");
        }
        if (outcome.warningsOfQuery.stream().anyMatch(warning -> warning.startsWith("unsafe="))) {
            text.append(", warning of Unsafe");
        }
        return text.toString();
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.jdks;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.compatcaps.verification.powerhost.Table;

/** The table for users: all combinations, with those that are alike in one row. */
final class CompatibilityTable {

    private static final Map<String, String> JARS = Map.of("all", "ffm, jna and jnr", "none", "no backend");

    private static final List<String> HEADINGS = List.of(
            "on the path",
            "Java, x86_64",
            "Java, ppc64le",
            "used by default",
            "with `--enable-native-access`",
            "with `--illegal-native-access=deny`");

    private CompatibilityTable() {}

    static String render(Map<Combination, Outcome> outcomes) {
        // The jars and what the user sees with each access, then the JDKs where that is so on one of the paths.
        Map<List<String>, Map<Architecture, Set<String>>> groups = new LinkedHashMap<>();
        outcomes.keySet().stream()
                .sorted(Comparator.comparing(one -> Combination.JAR_SETS.indexOf(one.jars())))
                .filter(one -> Combination.ACCESSES.contains(one.access()))
                .filter(one -> !Combination.isSampled(one.architecture(), one.jdk()))
                .forEach(one -> groups.computeIfAbsent(row(outcomes, one), any -> new TreeMap<>())
                        .computeIfAbsent(one.architecture(), any -> new LinkedHashSet<>())
                        .add(one.jdk().name()));
        List<List<String>> rows = new ArrayList<>();
        groups.forEach((texts, jdks) -> {
            List<String> row = new ArrayList<>(texts);
            for (Architecture architecture : Architecture.values()) {
                row.add(1 + architecture.ordinal(), String.join(", ", jdks.getOrDefault(architecture, Set.of())));
            }
            row.replaceAll(text -> text.isEmpty() ? "-" : Table.cell(text));
            rows.add(row);
        });
        return Table.render(HEADINGS, rows);
    }

    /** The jars, and what the user sees with each access. */
    private static List<String> row(Map<Combination, Outcome> outcomes, Combination one) {
        List<String> row = new ArrayList<>(List.of(JARS.getOrDefault(one.jars(), one.jars())));
        for (String access : Combination.ACCESSES) {
            row.add(seen(outcomes.get(new Combination(one.architecture(), one.jdk(), one.path(), one.jars(), access))));
        }
        return row;
    }

    /** Returns nothing if this run does not have the combination. */
    private static String seen(Outcome outcome) {
        if (outcome == null) {
            return "";
        }
        if (outcome.used().equals(Outcome.NO_OPTION)) {
            return "no such option";
        }
        Map<String, String> reasons = new TreeMap<>();
        outcome.backends().forEach((backend, status) -> {
            if (!status.equals(Status.YES.label)) {
                reasons.put(backend, Status.wordsOf(status));
            }
        });
        if (outcome.used().equals(Outcome.NONE)) {
            String distinct = reasons.values().stream().distinct().collect(Collectors.joining(", "));
            return "none" + (distinct.isEmpty() ? "" : ": " + distinct);
        }
        StringBuilder text = new StringBuilder(outcome.used());
        reasons.forEach((backend, reason) -> text.append(" (" + backend + ": " + reason + ")"));
        if (outcome.queryWarnings().stream().anyMatch(warning -> warning.startsWith("native="))) {
            text.append(", warning");
        }
        return text.toString();
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.jdks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
        // The jars and what the user sees with each access, then the JDKs where that is so.
        Map<List<String>, Map<Architecture, List<String>>> groups = new LinkedHashMap<>();
        for (String jars : Combination.JAR_SETS) {
            for (Architecture architecture : Architecture.values()) {
                for (Jdk jdk : architecture.jdks) {
                    if (!Combination.isSampled(architecture, jdk)) {
                        for (List<String> texts : texts(outcomes, architecture, jdk, jars)) {
                            groups.computeIfAbsent(texts, any -> new TreeMap<>())
                                    .computeIfAbsent(architecture, any -> new ArrayList<>())
                                    .add(jdk.name());
                        }
                    }
                }
            }
        }
        List<List<String>> rows = new ArrayList<>();
        groups.forEach((texts, jdks) -> {
            List<String> row = new ArrayList<>(texts);
            for (Architecture architecture : Architecture.values()) {
                row.add(1 + architecture.ordinal(), String.join(", ", jdks.getOrDefault(architecture, List.of())));
            }
            row.replaceAll(text -> text.isEmpty() ? "-" : Table.cell(text));
            rows.add(row);
        });
        return Table.render(HEADINGS, rows);
    }

    /** The jars, and what the user sees with each access; one for each path, or for both if they are alike. */
    private static List<List<String>> texts(
            Map<Combination, Outcome> outcomes, Architecture architecture, Jdk jdk, String jars) {
        String name = JARS.getOrDefault(jars, jars);
        List<List<String>> texts = new ArrayList<>();
        for (String path : Combination.PATHS) {
            texts.add(Stream.concat(
                            Stream.of(name),
                            Combination.ACCESSES.stream()
                                    .map(access ->
                                            seen(outcomes.get(new Combination(architecture, jdk, path, jars, access)))))
                    .collect(Collectors.toCollection(ArrayList::new)));
        }
        if (texts.get(0).equals(texts.get(1))) {
            texts.remove(1);
        } else {
            for (int i = 0; i < texts.size(); i++) {
                texts.get(i).set(0, name + " (" + Combination.PATHS.get(i) + " path)");
            }
        }
        texts.removeIf(text -> text.stream().skip(1).allMatch(String::isEmpty));
        return texts;
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

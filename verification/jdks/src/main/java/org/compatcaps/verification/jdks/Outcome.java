// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.jdks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a cell must show, or showed, in the words of {@code expected.tsv}. */
final class Outcome {
    /** In place of a backend: the JVM does not know the option and does not start. */
    static final String NO_OPTION = "no-option";

    /** In place of a backend: the typed error that there is none. */
    static final String NONE = "none";

    final String chosen;
    final List<String> warningsOfQuery;
    final List<String> warningsOfList;
    final Map<String, String> backends;

    /** What does not belong to any cell, in words; only for what a cell showed. */
    final List<String> problems;

    Outcome(
            String chosen,
            List<String> warningsOfQuery,
            List<String> warningsOfList,
            Map<String, String> backends,
            List<String> problems) {
        this.chosen = chosen;
        this.warningsOfQuery = warningsOfQuery;
        this.warningsOfList = warningsOfList;
        this.backends = backends;
        this.problems = problems;
    }

    /** What is different here from what was expected; nothing if all is as it must be. */
    List<String> differencesFrom(Outcome expected) {
        List<String> differences = new ArrayList<>(problems);
        compare(differences, "used", expected.chosen, chosen);
        compare(differences, "warnings of the query", expected.warningsOfQuery, warningsOfQuery);
        compare(differences, "warnings of the list", expected.warningsOfList, warningsOfList);
        compare(differences, "backends", expected.backends, backends);
        return differences;
    }

    private static void compare(List<String> differences, String what, Object expected, Object got) {
        if (!expected.equals(got)) {
            differences.add(what + ": " + got + ", not " + expected);
        }
    }

    @Override
    public String toString() {
        return "used " + chosen + ", warnings " + warningsOfQuery + " and " + warningsOfList + ", backends " + backends;
    }
}

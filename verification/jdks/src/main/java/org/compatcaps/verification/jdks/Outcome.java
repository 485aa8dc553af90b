// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.jdks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The expected or actual outcome of a combination.
 *
 * @param used the backend that the query used, {@link #NONE} or {@link #NO_OPTION}
 * @param queryWarnings the warnings of the query
 * @param listWarnings the warnings of the list of backends
 * @param backends the status of each backend in the list
 * @param problems faults that no combination may have; only in an actual outcome
 */
record Outcome(
        String used,
        List<String> queryWarnings,
        List<String> listWarnings,
        Map<String, String> backends,
        List<String> problems) {

    /** In place of a backend: the JVM does not know the option and does not start. */
    static final String NO_OPTION = "no-option";

    /** In place of a backend: the typed error that there is none. */
    static final String NONE = "none";

    List<String> differencesFrom(Outcome expected) {
        List<String> differences = new ArrayList<>(problems);
        compare(differences, "used", expected.used, used);
        compare(differences, "warnings of the query", expected.queryWarnings, queryWarnings);
        compare(differences, "warnings of the list", expected.listWarnings, listWarnings);
        compare(differences, "backends", expected.backends, backends);
        return differences;
    }

    private static void compare(List<String> differences, String what, Object expected, Object actual) {
        if (!expected.equals(actual)) {
            differences.add(what + ": " + actual + ", not " + expected);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.powerhost;

import java.util.List;
import java.util.Locale;

/**
 * One line of the table: a check of a boot and its result.
 *
 * @param seconds time of the command in the guest, or a negative number if it never ended
 */
record Row(String configuration, String backend, String expected, String got, boolean passed, double seconds) {
    static final List<String> HEADINGS = List.of("configuration", "backend", "expected", "got", "seconds");

    /** Makes a row that passes if there are no differences. */
    static Row of(String configuration, String backend, String expected, List<String> differences, double seconds) {
        boolean passed = differences.isEmpty();
        String got = passed ? expected : String.join("; ", differences);
        return new Row(configuration, backend, expected, got, passed, seconds);
    }

    static Row failed(String configuration, String expected, String got) {
        return of(configuration, "-", expected, List.of(got), -1);
    }

    /** Returns the cells of the line; a result that was not expected is in bold type. */
    List<String> cells() {
        return List.of(
                configuration,
                Table.cell(backend),
                Table.cell(expected),
                passed ? Table.cell(got) : "**" + Table.cell(got) + "**",
                seconds < 0 ? "-" : String.format(Locale.ROOT, "%.1f", seconds));
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.powerhost;

/** One line of the table: what a backend had to do in a boot, and what it did. */
final class Row {
    final String configuration;
    final String backend;
    final String expected;
    final String got;
    /** Time the command took in the guest, or a negative number if it never ended. */
    final double seconds;

    final boolean passed;

    /** How many ioctl cases were equal to the mock, or a negative number if this row is not about them. */
    final int casesEqual;

    private Row(
            String configuration,
            String backend,
            String expected,
            String got,
            double seconds,
            boolean passed,
            int casesEqual) {
        this.configuration = configuration;
        this.backend = backend;
        this.expected = expected;
        this.got = got;
        this.seconds = seconds;
        this.passed = passed;
        this.casesEqual = casesEqual;
    }

    static Row passed(String configuration, String backend, String expected, String got, double seconds) {
        return new Row(configuration, backend, expected, got, seconds, true, -1);
    }

    static Row failed(String configuration, String backend, String expected, String got, double seconds) {
        return new Row(configuration, backend, expected, got, seconds, false, -1);
    }

    /** The same row, about ioctl cases. */
    Row withCasesEqual(int count) {
        return new Row(configuration, backend, expected, got, seconds, passed, count);
    }

    boolean ranCases() {
        return casesEqual >= 0;
    }
}

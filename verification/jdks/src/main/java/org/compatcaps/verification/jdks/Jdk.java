// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.jdks;

import java.util.List;

/**
 * A Java runtime.
 *
 * @param name its name in all files and tables, such as {@code 27}, {@code 28-ea} or {@code 25-zero}
 */
record Jdk(String name) {

    int version() {
        return Integer.parseInt(name.split("-")[0]);
    }

    /** Whether it is an early-access build. It may change or disappear any day, so that it fails only a strict run. */
    boolean early() {
        return name.endsWith("-ea");
    }

    /** Whether it is Zero, a JVM without a compiler and without code for the processor. */
    boolean zero() {
        return name.endsWith("-zero");
    }

    /**
     * The options that select this JVM and make a short program quickest.
     *
     * @param quickest the option of the architecture for JVMs that compile
     */
    List<String> options(String quickest) {
        // Debian's archive of classes for Zero does not fit, and Zero would print so on standard output.
        return zero() ? List.of("-zero", "-Xshare:off", "-XX:+UseSerialGC") : List.of(quickest, "-XX:+UseSerialGC");
    }

    @Override
    public String toString() {
        return name;
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.jdks;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Java runtime. Its name, such as {@code 27}, {@code 28-ea} or {@code 25-zero}, is that in all files and tables. */
final class Jdk {
    private static final Pattern NAME = Pattern.compile("(\\d+)(|-ea|-zero)");

    final String name;
    final int version;

    /** An early-access build: it may change or disappear any day, so that its cells fail only a strict run. */
    final boolean early;

    /** Zero, a JVM without a compiler and without code for the processor. */
    final boolean zero;

    Jdk(String name) {
        Matcher matcher = NAME.matcher(name);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a JDK: " + name);
        }
        this.name = name;
        version = Integer.parseInt(matcher.group(1));
        early = matcher.group(2).equals("-ea");
        zero = matcher.group(2).equals("-zero");
    }

    /**
     * The options that select this JVM and make a short program quickest.
     *
     * @param quickest the option of the architecture for JVMs that compile
     */
    List<String> options(String quickest) {
        // Debian's archive of classes for Zero does not fit, and Zero would print so on standard output.
        return zero ? List.of("-zero", "-Xshare:off", "-XX:+UseSerialGC") : List.of(quickest, "-XX:+UseSerialGC");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Jdk && ((Jdk) other).name.equals(name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return name;
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.jdks;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Gives each warning on standard error a short name, in the order in which they came. */
final class Warnings {
    private static final Pattern NATIVE_ACCESS = Pattern.compile(
            "WARNING: A restricted method in \\S+ has been called\n"
                    + "WARNING: \\S+ has been called by \\S+ in .*\n"
                    + "WARNING: Use --enable-native-access=(\\S+) to avoid a warning for callers in this module\n"
                    + "WARNING: Restricted methods will be blocked in a future release unless native access is enabled\n\n?");

    private static final Pattern UNSAFE =
            Pattern.compile("WARNING: A terminally deprecated method in sun\\.misc\\.Unsafe has been called\n"
                    + "WARNING: .*::(\\S+) has been called by (\\S+) .*\n"
                    + "WARNING: Please consider reporting this to the maintainers of .*\n"
                    + "WARNING: .* will be removed in a future release\n");

    private static final Pattern SLF4J = Pattern.compile("SLF4J\\(W\\): No SLF4J providers were found\\.\n"
            + "SLF4J\\(W\\): Defaulting to no-operation \\(NOP\\) logger implementation\n"
            + "SLF4J\\(W\\): See https://www\\.slf4j\\.org/codes\\.html#noProviders for further details\\.\n");

    private static final Pattern ANY_LINE = Pattern.compile(".*\n?");

    private Warnings() {}

    /**
     * Names the warnings.
     *
     * @param err standard error, or a part of it
     * @return {@code slf4j}; {@code native=} with what the JVM says should be in {@code --enable-native-access};
     *     {@code unsafe=} with the class that called; any other line as it is, so that it is as expected nowhere
     */
    static List<String> in(String err) {
        List<String> warnings = new ArrayList<>();
        int at = 0;
        while (at < err.length()) {
            Matcher found = NATIVE_ACCESS.matcher(err).region(at, err.length());
            if (found.lookingAt()) {
                warnings.add("native=" + found.group(1));
            } else if (found.usePattern(UNSAFE).lookingAt()) {
                warnings.add("unsafe=" + found.group(2));
            } else if (found.usePattern(SLF4J).lookingAt()) {
                warnings.add("slf4j");
            } else if (found.usePattern(ANY_LINE).lookingAt() && !found.group().isBlank()) {
                warnings.add(found.group().strip());
            }
            at = found.end();
        }
        return warnings;
    }
}

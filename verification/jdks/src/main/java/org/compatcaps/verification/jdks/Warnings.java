// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.jdks;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Gives each warning on standard error a short name. */
final class Warnings {
    private static final Pattern WARNING = Pattern.compile("""
            WARNING: A restricted method in \\S+ has been called
            WARNING: \\S+ has been called by \\S+ in .*
            WARNING: Use --enable-native-access=(?<native>\\S+) to avoid a warning for callers in this module
            WARNING: Restricted methods will be blocked in a future release unless native access is enabled
            |(?<slf4j>SLF4J\\(W\\): No SLF4J providers were found\\.
            SLF4J\\(W\\): Defaulting to no-operation \\(NOP\\) logger implementation
            SLF4J\\(W\\): See https://www\\.slf4j\\.org/codes\\.html#noProviders for further details\\.
            )|.*\\S.*\\n?""");

    private Warnings() {}

    /**
     * Names the warnings, in their order.
     *
     * @param err standard error, or a part of it
     * @return {@code slf4j}; {@code native=} with the name that the JVM recommends for {@code --enable-native-access};
     *     any other line as it is, so that it is expected nowhere
     */
    static List<String> in(String err) {
        List<String> warnings = new ArrayList<>();
        Matcher found = WARNING.matcher(err);
        while (found.find()) {
            if (found.group("native") != null) {
                warnings.add("native=" + found.group("native"));
            } else {
                warnings.add(
                        found.group("slf4j") != null ? "slf4j" : found.group().strip());
            }
        }
        return warnings;
    }
}

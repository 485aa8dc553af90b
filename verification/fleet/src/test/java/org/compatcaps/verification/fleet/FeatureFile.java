// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.fleet;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A file of Node Feature Discovery's local source, as its documentation describes it: a label in each line, and comments that
 * begin with a number sign. The labels must be valid in Kubernetes.
 */
final class FeatureFile {

    /** At most 63 characters, those at both ends a letter or digit. */
    private static final String WORD = "[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?";

    /** Without a namespace, for which NFD has its own. */
    private static final Pattern NAME = Pattern.compile(WORD);

    private static final Pattern VALUE = Pattern.compile("(?:" + WORD + ")?");

    /** The directive is for all labels that follow it. */
    private static final String EXPIRY = "# +expiry-time=";

    private static final int MAX_BYTES = 64 * 1024;

    private FeatureFile() {}

    /** Returns the time at which the labels of a file expire. */
    static Instant expiry(String text) {
        String first = text.lines().findFirst().orElse("");
        if (!first.startsWith(EXPIRY)) {
            throw new IllegalArgumentException(first);
        }
        return Instant.parse(first.substring(EXPIRY.length()));
    }

    /** Returns the labels, or throws an {@code IllegalArgumentException} with the wrong line. */
    static Map<String, String> labels(String text) {
        if (text.length() > MAX_BYTES) {
            throw new IllegalArgumentException("NFD ignores files of more than 64 kB");
        }
        if (!text.isEmpty() && !text.endsWith("\n") || text.contains("\r")) {
            throw new IllegalArgumentException("lines must end with a newline and with it alone");
        }
        Map<String, String> labels = new TreeMap<>();
        for (String line : text.split("\n")) {
            // A comment of this form is a directive.
            if (line.isEmpty() || line.startsWith("#") && (!line.startsWith("# +") || line.startsWith(EXPIRY))) {
                continue;
            }
            String[] parts = line.split("=", -1);
            if (parts.length != 2
                    || !NAME.matcher(parts[0]).matches()
                    || !VALUE.matcher(parts[1]).matches()
                    || labels.put(parts[0], parts[1]) != null) {
                throw new IllegalArgumentException(line);
            }
        }
        return labels;
    }
}

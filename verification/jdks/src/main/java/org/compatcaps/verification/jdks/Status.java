// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.jdks;

import java.util.Arrays;

/** The statuses of a backend: the name in {@code expected.tsv}, the text in the list of backends, and words for users. */
enum Status {
    YES("yes", "available", ""),
    BY_NAME("by-name", "available if selected explicitly", "select it explicitly"),
    TOO_OLD("too-old", "not available: needs Java 22, this is {java}", "needs Java 22"),
    NO_LINKER(
            "no-linker",
            "not available: cannot be loaded: java.lang.UnsupportedOperationException: Platform does not support native"
                    + " linker. Use the backend jna or jnr",
            "no native linker"),
    /** jffi quotes the exception in one of its own. */
    DENIED(
            "denied",
            "not available: cannot be loaded: java.lang.IllegalCallerException: Illegal native access from \\E.*\\Q. Start Java"
                    + " with --enable-native-access \\E.*\\Q",
            "Java denies it");

    final String label;
    private final String text;
    private final String words;

    Status(String label, String text, String words) {
        this.label = label;
        this.text = text;
        this.words = words;
    }

    /** Returns the words of a status, or a text that is none. */
    static String wordsOf(String label) {
        return Arrays.stream(values())
                .filter(status -> status.label.equals(label))
                .map(status -> status.words)
                .findFirst()
                .orElse(label);
    }

    /** Returns the name of a text, or the text itself, which is expected nowhere. */
    static String nameOf(String text, int java) {
        return Arrays.stream(values())
                .filter(status -> text.matches("\\Q" + status.text.replace("{java}", Integer.toString(java)) + "\\E"))
                .map(status -> status.label)
                .findFirst()
                .orElse(text);
    }
}

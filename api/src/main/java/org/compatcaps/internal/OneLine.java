// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.internal;

/** Exceptions in one line: some binding libraries put a whole stack trace, or blank lines, into their messages. */
public final class OneLine {

    private OneLine() {}

    /**
     * The class of an exception and what it says.
     *
     * @param thrown the exception or error
     * @return such as {@code java.lang.UnsatisfiedLinkError: no such library}
     */
    public static String of(Throwable thrown) {
        String message = thrown.getMessage() == null ? "" : thrown.getMessage().strip();
        int end = message.indexOf('\n');
        String line = end < 0 ? message : message.substring(0, end).strip();
        String type = thrown.getClass().getName();
        return line.isEmpty() ? type : type + ": " + line;
    }
}

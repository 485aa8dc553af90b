// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.ioctlcases;

import java.util.Map;

/** How numbers are written in cases and in results. */
final class Numbers {

    private static final long LARGEST_DECIMAL = 999_999;

    private static final Map<Integer, String> ERRORS = Map.ofEntries(
            Map.entry(1, "EPERM"),
            Map.entry(2, "ENOENT"),
            Map.entry(4, "EINTR"),
            Map.entry(5, "EIO"),
            Map.entry(7, "E2BIG"),
            Map.entry(9, "EBADF"),
            Map.entry(12, "ENOMEM"),
            Map.entry(13, "EACCES"),
            Map.entry(14, "EFAULT"),
            Map.entry(17, "EEXIST"),
            Map.entry(20, "ENOTDIR"),
            Map.entry(21, "EISDIR"),
            Map.entry(22, "EINVAL"),
            Map.entry(25, "ENOTTY"));

    private Numbers() {}

    /** Reads a decimal number, or 64 bits in hexadecimal behind 0x. */
    static long parse(String text) {
        return text.startsWith("0x") ? Long.parseUnsignedLong(text.substring(2), 16) : Long.parseLong(text);
    }

    /** Small numbers, such as sizes, in decimal; others, such as bitmaps, in hexadecimal. */
    static String text(long number) {
        return number >= 0 && number <= LARGEST_DECIMAL ? Long.toString(number) : "0x" + Long.toHexString(number);
    }

    /** What a call answered: a number, or the name of the error. */
    static String answer(int result) {
        return result >= 0 ? Integer.toString(result) : ERRORS.getOrDefault(-result, "errno " + -(long) result);
    }
}

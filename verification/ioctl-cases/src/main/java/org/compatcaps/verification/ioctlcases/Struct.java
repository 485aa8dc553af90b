// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.ioctlcases;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A struct that a case hands to the kernel, as the file writes it: {@code {32 0 0x77}+8!24}. Immutable. */
final class Struct {

    private static final Pattern TEXT =
            Pattern.compile("\\{([^{}]*)}(?:\\+(\\d+))?(?:!(\\d+))?(?:(@)(\\d+)|(~)(\\d+))?");

    final long[] words;
    final int length;
    /** Offset of the byte that is set to one, or -1. */
    final int setByte;
    /** How far behind the begin of a page the struct begins. */
    final int pageOffset;
    /** How many of its bytes exist, if not all do: what follows them is not mapped. Otherwise -1. */
    final int mapped;

    private Struct(Matcher text) {
        String[] numbers = text.group(1).split(" ");
        words = new long[numbers.length];
        for (int i = 0; i < words.length; i++) {
            words[i] = Numbers.parse(numbers[i]);
        }
        length = Long.BYTES * words.length + number(text.group(2), 0);
        setByte = number(text.group(3), -1);
        pageOffset = number(text.group(5), 0);
        mapped = number(text.group(7), -1);
        if (setByte >= length || mapped > length || pageOffset >= Memory.PAGE || mapped > Memory.PAGE) {
            throw new IllegalArgumentException("an offset is outside of " + text.group());
        }
    }

    /**
     * Reads a struct.
     *
     * @throws IllegalArgumentException if the text is none
     */
    static Struct parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a struct: " + text);
        }
        return new Struct(matcher);
    }

    private static int number(String digits, int otherwise) {
        return digits == null ? otherwise : Integer.parseInt(digits);
    }
}

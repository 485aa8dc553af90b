// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.ioctlcases;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.compatcaps.spi.SystemCalls;

/**
 * The descriptors of one run of a case, by the names that its steps gave them.
 *
 * <p>Other threads of the JVM open files as well, and the kernel gives out the lowest free number. So lower numbers are taken
 * before the case and freed at its first close: another thread gets one of these, and a case that goes on to use a number that
 * it closed does not reach the other thread's file.
 */
final class Descriptors implements AutoCloseable {

    /** More than the files that other threads of a JVM have open for a moment. */
    private static final int LOWER_NUMBERS = 32;

    private static final int READ_ONLY = 0;

    private final SystemCalls calls;
    private final Map<String, Integer> numbers = new LinkedHashMap<>();
    private final Set<Integer> open = new LinkedHashSet<>();
    private final List<Integer> lower = new ArrayList<>();

    /** Takes no lower numbers from a case that wants the numbers again that it closes. */
    Descriptors(SystemCalls calls, boolean wantsNumbersAgain) {
        this.calls = calls;
        for (int i = 0; i < LOWER_NUMBERS && !wantsNumbersAgain; i++) {
            int number = calls.open(SystemCalls.pathOf("/dev/null"), READ_ONLY);
            if (number >= 0) {
                lower.add(number);
            }
        }
    }

    /** Returns the number of a descriptor, also after its close, or null if there never was one. */
    Integer number(String name) {
        return Character.isLetter(name.charAt(0)) ? numbers.get(name) : Integer.valueOf(name);
    }

    /** Keeps a new descriptor. Returns its text, which has no number, but the name of an earlier one with this number. */
    String opened(String name, int number) {
        String text = "fd";
        for (Map.Entry<String, Integer> earlier : numbers.entrySet()) {
            if (earlier.getValue() == number) {
                text = "fd(" + earlier.getKey() + ")";
            }
        }
        numbers.put(name, number);
        open.add(number);
        return text;
    }

    int close(int number) {
        freeLowerNumbers();
        open.remove(number);
        return calls.close(number);
    }

    private void freeLowerNumbers() {
        lower.forEach(calls::close);
        lower.clear();
    }

    /** Closes the descriptors that the case has left open. */
    @Override
    public void close() {
        freeLowerNumbers();
        open.forEach(calls::close);
    }
}

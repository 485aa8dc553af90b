// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.ioctlcases;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.compatcaps.spi.SystemCalls;

/** The descriptors of one run of a case, by the names that its steps gave them. */
final class Descriptors implements AutoCloseable {

    private final SystemCalls calls;
    private final Map<String, Integer> numbers = new LinkedHashMap<>();
    private final Set<Integer> open = new LinkedHashSet<>();

    Descriptors(SystemCalls calls) {
        this.calls = calls;
    }

    /** The number that the name stands for, also after its close; none if there never was a descriptor. */
    Optional<Integer> number(String name) {
        return Optional.ofNullable(numbers.get(name));
    }

    /**
     * Keeps a new descriptor.
     *
     * @return what to print for it: the number itself says nothing, but whether an earlier one came again does
     */
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

    void closed(int number) {
        open.remove(number);
    }

    /** Closes what the case has left open. */
    @Override
    public void close() {
        for (int number : open) {
            calls.close(number);
        }
    }
}

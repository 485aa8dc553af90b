// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.failures.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Checks samples at even distances for growth. Counts must not grow at all, and memory by no more than a bound in the second
 * half.
 */
final class Flatness {

    /**
     * 42 bytes for each of the 50,000 queries of the second half. The JVM's own memory was seen to change by 60 KiB there on a
     * quiet machine, and by 2,300 KiB on a busy one with a shorter warm-up.
     */
    static final long RESIDENT_SLACK_KIB = 2048;

    static final long METASPACE_SLACK_KIB = 128;

    private final List<Sample> samples;
    private final List<String> problems = new ArrayList<>();

    private Flatness(List<Sample> samples) {
        this.samples = samples;
    }

    /** Returns a line for each resource that grows. */
    static List<String> problems(List<Sample> samples) {
        Flatness flatness = new Flatness(samples);
        flatness.requireEqual("descriptors", Sample::descriptors);
        flatness.requireNoGrowth("classes", Sample::classes, 0);
        flatness.requireNoGrowth("direct buffers", Sample::directBuffers, 0);
        flatness.requireNoGrowth("metaspace", Sample::metaspaceKib, METASPACE_SLACK_KIB);
        flatness.requireNoGrowth("resident memory", Sample::residentKib, RESIDENT_SLACK_KIB);
        return flatness.problems;
    }

    private void requireEqual(String resource, ToLongFunction<Sample> value) {
        long first = value.applyAsLong(samples.get(0));
        samples.stream()
                .filter(sample -> value.applyAsLong(sample) != first)
                .findFirst()
                .ifPresent(other -> problems.add(resource + ": " + first + " at first, " + value.applyAsLong(other)
                        + " after " + other.queries() + " queries"));
    }

    private void requireNoGrowth(String resource, ToLongFunction<Sample> value, long slack) {
        long middle = value.applyAsLong(samples.get(samples.size() / 2));
        long last = value.applyAsLong(samples.get(samples.size() - 1));
        if (last > middle + slack) {
            problems.add(resource + ": " + middle + " half way, " + last + " at the end");
        }
    }
}

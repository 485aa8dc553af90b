// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.failures.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Whether samples that were taken at even distances show no growth. What is counted must not grow at all. What is measured
 * in memory must not grow by more than a bound in the second half; the first half may still settle.
 */
final class Flatness {

    /**
     * Over the 50,000 queries of the second half these are 42 bytes for each. Less is noise of the JVM's own memory, which was
     * seen to change by some 60 KiB there on a quiet machine and by 2,300 KiB on a busy one without as long a warm-up.
     */
    static final long RESIDENT_SLACK_KIB = 2048;

    static final long METASPACE_SLACK_KIB = 128;

    private final List<Sample> samples;
    private final List<String> problems = new ArrayList<>();

    private Flatness(List<Sample> samples) {
        this.samples = samples;
    }

    /** What is not flat, one line each; empty if everything is. */
    static List<String> problems(List<Sample> samples) {
        Flatness flatness = new Flatness(samples);
        flatness.requireEqual("descriptors", sample -> sample.descriptors);
        flatness.requireNoGrowth("classes", sample -> sample.classes, 0);
        flatness.requireNoGrowth("direct buffers", sample -> sample.directBuffers, 0);
        flatness.requireNoGrowth("metaspace", sample -> sample.metaspaceKib, METASPACE_SLACK_KIB);
        flatness.requireNoGrowth("resident memory", sample -> sample.residentKib, RESIDENT_SLACK_KIB);
        return flatness.problems;
    }

    private void requireEqual(String what, ToLongFunction<Sample> value) {
        long first = value.applyAsLong(samples.get(0));
        for (Sample sample : samples) {
            long now = value.applyAsLong(sample);
            if (now != first) {
                problems.add(what + ": " + first + " at first, " + now + " after " + sample.queries + " queries");
                return;
            }
        }
    }

    private void requireNoGrowth(String what, ToLongFunction<Sample> value, long slack) {
        long middle = value.applyAsLong(samples.get(samples.size() / 2));
        long last = value.applyAsLong(samples.get(samples.size() - 1));
        if (last > middle + slack) {
            problems.add(what + ": " + middle + " half way, " + last + " at the end");
        }
    }
}

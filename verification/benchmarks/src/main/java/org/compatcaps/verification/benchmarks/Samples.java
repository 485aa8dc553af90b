// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What was measured, once in each round. */
final class Samples {

    private final List<Double> values = new ArrayList<>();

    static Samples of(double... values) {
        Samples samples = new Samples();
        for (double value : values) {
            samples.add(value);
        }
        return samples;
    }

    /** Nothing that was measured here can be negative, endless or not a number. */
    void add(double value) {
        if (!Double.isFinite(value) || value < 0) {
            throw new IllegalArgumentException("This is no measured value: " + value);
        }
        values.add(value);
    }

    /** Each of these over that of the same round. */
    Samples over(Samples others) {
        if (others.values.size() != values.size()) {
            throw new IllegalArgumentException(values.size() + " rounds over " + others.values.size());
        }
        Samples ratios = new Samples();
        for (int i = 0; i < values.size(); i++) {
            ratios.add(values.get(i) / others.values.get(i));
        }
        return ratios;
    }

    List<Double> all() {
        return Collections.unmodifiableList(values);
    }

    double median() {
        List<Double> sorted = sorted();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    double least() {
        return sorted().get(0);
    }

    double most() {
        List<Double> sorted = sorted();
        return sorted.get(sorted.size() - 1);
    }

    private List<Double> sorted() {
        if (values.isEmpty()) {
            throw new IllegalStateException("Nothing was measured");
        }
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return sorted;
    }
}

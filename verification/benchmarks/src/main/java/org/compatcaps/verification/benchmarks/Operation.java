// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.benchmarks;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An operation that is measured with each backend and in C.
 *
 * @param name its name in the programs that make it and the key in {@code goals.tsv}
 * @param words its name in the report
 */
record Operation(String name, String words) {

    static final List<Operation> ALL = List.of(
            new Operation("number", "one ioctl with a number"),
            new Operation("filled", "one ioctl with a 24-byte buffer"),
            new Operation("refused", "one ioctl with a 24-byte buffer that fails"),
            new Operation("query", "whole query"));

    /** Returns the least value of each operation in a column of what {@code Operations} printed. */
    static Map<String, Double> least(String out, int column) {
        Map<String, Double> least = new TreeMap<>();
        for (String line : out.lines().toList()) {
            String[] words = line.split("\t");
            least.merge(words[0], Double.valueOf(words[column]), Math::min);
        }
        return least;
    }
}

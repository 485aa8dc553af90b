// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.benchmarks;

/** What is measured with each backend, and in the C program by the mode of the same key. */
enum Operation {
    NUMBER("number", "CallBenchmarks.number", "one ioctl with a number"),
    FILLED("filled", "CallBenchmarks.filled", "one ioctl with a 24-byte buffer"),
    REFUSED("refused", "CallBenchmarks.refused", "one ioctl with a 24-byte buffer that fails"),
    OPEN_CLOSE("open-close", "CallBenchmarks.openClose", "open and close"),
    QUERY_OPEN("query-open", "QueryBenchmarks.queryOpen", "query on an open host"),
    QUERY("query", "QueryBenchmarks.query", "whole query");

    private final String key;
    private final String benchmark;
    private final String words;

    Operation(String key, String benchmark, String words) {
        this.key = key;
        this.benchmark = benchmark;
        this.words = words;
    }

    String key() {
        return key;
    }

    /** The class and method for JMH. */
    String benchmark() {
        return benchmark;
    }

    String words() {
        return words;
    }
}

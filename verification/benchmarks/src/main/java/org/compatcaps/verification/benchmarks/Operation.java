// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.benchmarks;

import java.util.List;

/**
 * An operation that is measured with each backend and in C.
 *
 * @param name the method of {@link Benchmarks}, the mode of {@code calls.c} and the key in {@code goals.tsv}
 * @param words its name in the report
 */
record Operation(String name, String words) {

    static final List<Operation> ALL = List.of(
            new Operation("number", "one ioctl with a number"),
            new Operation("filled", "one ioctl with a 24-byte buffer"),
            new Operation("refused", "one ioctl with a 24-byte buffer that fails"),
            new Operation("openClose", "open and close"),
            new Operation("queryOpen", "query on an open host"),
            new Operation("query", "whole query"));
}

// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.benchmarks.start;

/** Starts a JVM and ends it: what a start costs before anything is done. */
public final class Empty {

    private Empty() {}

    public static void main(String[] arguments) {}
}

// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.benchmarks.start;

import org.compatcaps.CompatCaps;

/** A user of the SDK as short as can be: starts a JVM, asks once and prints the answer. */
public final class FirstAnswer {

    private FirstAnswer() {}

    public static void main(String[] arguments) {
        System.out.println(CompatCaps.query().modes());
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.jdks;

/** What a JVM printed and how it ended. */
final class Output {
    final String out;
    final String err;
    final int exitStatus;
    final double seconds;

    Output(String out, String err, int exitStatus, double seconds) {
        this.out = out;
        this.err = err;
        this.exitStatus = exitStatus;
        this.seconds = seconds;
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli;

/** What the process tells a script; the numbers are part of the interface. 2, for wrong usage, is picocli's own. */
final class ExitCodes {

    static final int ANSWERED = 0;

    /**
     * What {@code ./compatcaps} makes 1 of. Not 1 itself, with which a JVM ends that did not get as far as to run this tool;
     * that must not pass for an answer.
     */
    static final int NO = 10;

    static final int NOT_SUPPORTED = 3;
    static final int NO_KVM = 4;
    static final int NO_BACKEND = 5;
    static final int REFUSED = 6;
    static final int FILE = 7;

    /** {@code EX_SOFTWARE} of {@code sysexits.h}. */
    static final int DEFECT = 70;

    private ExitCodes() {}
}

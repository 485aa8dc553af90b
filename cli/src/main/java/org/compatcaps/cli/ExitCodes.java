// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli;

/** The exit codes, which are part of the interface. */
final class ExitCodes {

    static final int ANSWERED = 0;

    /**
     * The launcher turns it into 1. A JVM that fails to start exits with 1 as well, which must not look like an answer.
     */
    static final int NO = 10;

    static final int USAGE = 2;
    static final int NOT_SUPPORTED = 3;
    static final int NO_KVM = 4;
    static final int NO_BACKEND = 5;
    static final int REFUSED = 6;
    static final int FILE = 7;

    /** {@code EX_SOFTWARE} of {@code sysexits.h}. */
    static final int DEFECT = 70;

    private ExitCodes() {}
}

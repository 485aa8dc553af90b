// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli;

/** What the process tells a script; the numbers are part of the interface. 2, for wrong usage, is picocli's own. */
final class ExitCodes {

    static final int ANSWERED = 0;
    static final int DEFECT = 1;
    static final int NOT_SUPPORTED = 3;
    static final int NO_KVM = 4;
    static final int NO_BACKEND = 5;
    static final int REFUSED = 6;

    private ExitCodes() {}
}

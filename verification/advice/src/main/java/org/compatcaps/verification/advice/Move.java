// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.advice;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.compatcaps.verification.powerhost.Plan;

/**
 * A row of {@code moves.tsv}: a guest that moves from one host to another.
 *
 * @param setting the mode of the guest in the source, or {@value #WITHOUT}
 * @param state of the guest while it moves: {@code running} or {@code stopped}
 * @param there the setting in the target
 * @param outcome {@value Outcome#GOES_ON}, {@value Outcome#FAULTS}, or a part of QEMU's refusal
 */
record Move(String name, String source, String setting, String state, String target, String there, String outcome) {

    static final String WITHOUT = "without";

    static List<Move> read(Path file) throws IOException {
        return Plan.read(file, 7, row -> new Move(row[0], row[1], row[2], row[3], row[4], row[5], row[6]));
    }

    boolean isRunning() {
        return state.equals("running");
    }

    /** Returns how far the guest counts in the target; a guest that faults may count for some time. */
    int lastCount() {
        return outcome.equals(Outcome.FAULTS) ? 60 : 2;
    }

    boolean goesOn() {
        return outcome.equals(Outcome.GOES_ON);
    }

    /** Returns the name of the guest, which may move to several targets, always in the same state. */
    String guest() {
        return source + "." + setting + "." + state;
    }
}

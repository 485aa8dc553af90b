// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli;

import java.io.PrintWriter;
import org.compatcaps.CompatCapsException;
import org.compatcaps.ProcessorMode;

/**
 * Answers for the local source of Kubernetes' Node Feature Discovery, which makes labels of them. A node without an answer
 * gets none. Only for what the kernel said there is the value {@code true}, and the highest mode, so that no guest is
 * scheduled by anything less unless its author chose that.
 */
final class NfdFormat {

    private static final String FROM_KERNEL = "true";

    private NfdFormat() {}

    static void print(PrintWriter out, Answer answer) {
        String value = answer.simulated ? "simulated" : answer.caps.isEstimate() ? "estimate" : FROM_KERNEL;
        for (ProcessorMode mode : answer.caps.modes()) {
            line(out, "compatcaps-" + mode.qemuName() + "=" + value);
        }
        if (value.equals(FROM_KERNEL)) {
            answer.caps.highest().ifPresent(mode -> line(out, "compatcaps-highest=" + mode.qemuName()));
        }
        answer.caps.nestedApi().ifPresent(api -> line(out, "compatcaps-nested-api=" + Answer.name(api)));
    }

    static void print(PrintWriter out, CompatCapsException e) {
        line(out, "# no answer: " + Refusal.reason(e));
    }

    private static void line(PrintWriter out, String text) {
        out.print(text + "\n");
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.compatcaps.CompatCapsException;
import org.compatcaps.ProcessorMode;
import org.compatcaps.cli.text.CapsText;

/**
 * Answers for the local source of Kubernetes' Node Feature Discovery, which makes labels of them. A node without an answer
 * gets none. The value {@code true} and the highest mode are for answers of the kernel only, so that a guest is scheduled by
 * an estimate only if its author chose that.
 */
final class NfdFormat {

    private static final String FROM_KERNEL = "true";

    private NfdFormat() {}

    /** The time is in seconds, and null if the labels do not expire. */
    static void print(PrintWriter out, Answer answer, Integer expiresAfter) {
        if (expiresAfter != null) {
            // It is valid for the lines that follow.
            line(
                    out,
                    "# +expiry-time=" + Instant.now().plusSeconds(expiresAfter).truncatedTo(ChronoUnit.SECONDS));
        }
        String value = answer.simulated ? "simulated" : answer.caps.estimated() ? "estimate" : FROM_KERNEL;
        for (ProcessorMode mode : answer.caps.modes()) {
            line(out, "compatcaps-" + mode.qemuName() + "=" + value);
        }
        if (value.equals(FROM_KERNEL)) {
            answer.caps.highest().ifPresent(mode -> line(out, "compatcaps-highest=" + mode.qemuName()));
        }
        CapsText.nestedApi(answer.caps).ifPresent(api -> line(out, "compatcaps-nested-api=" + api));
    }

    static void print(PrintWriter out, CompatCapsException e) {
        line(out, "# no answer: " + Refusal.reason(e));
    }

    private static void line(PrintWriter out, String text) {
        out.print(text + "\n");
    }
}

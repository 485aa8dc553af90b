// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.compatcaps.CompatCapsException;
import org.compatcaps.ProcessorMode;
import org.compatcaps.cli.text.CapsText;

/**
 * Writes answers for the local source of Kubernetes' Node Feature Discovery, which turns them into labels. A node without an answer
 * gets no labels. An estimate or a simulated answer gets neither the value {@code true} nor the label of the highest mode: its
 * users must opt in.
 */
final class NfdFormat {

    private static final String FROM_KERNEL = "true";

    private NfdFormat() {}

    /** Prints the labels of an answer. They expire after the given seconds, or never if that is null. */
    static void print(PrintWriter out, Answer answer, Integer expiresAfter) {
        if (expiresAfter != null) {
            // NFD applies it to the lines that follow.
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

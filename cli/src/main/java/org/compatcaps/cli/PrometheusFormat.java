// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli;

import java.io.PrintWriter;
import org.compatcaps.CompatCaps;
import org.compatcaps.CompatCapsException;
import org.compatcaps.ProcessorMode;

/**
 * Answers for the textfile collector of Prometheus' node exporter. What is not known has no metric, so that it cannot be taken
 * for a no. The lines end as the format says, whatever system this is.
 */
final class PrometheusFormat {

    private final PrintWriter out;

    private PrometheusFormat(PrintWriter out) {
        this.out = out;
    }

    static void print(PrintWriter out, Answer answer) {
        PrometheusFormat format = new PrometheusFormat(out);
        CompatCaps caps = answer.caps;
        format.printUp(1);
        format.head("compatcaps_mode", "Whether guests here can be given this processor compatibility mode.");
        for (ProcessorMode mode : ProcessorMode.values()) {
            format.sample("compatcaps_mode", "mode=\"" + mode.qemuName() + "\"", caps.supports(mode) ? 1 : 0);
        }
        format.metric(
                "compatcaps_unknown_capabilities",
                "How many capabilities in the kernel's answer this version of compatcaps has no name for.",
                Long.bitCount(caps.unknownBits()));
        format.metric(
                "compatcaps_estimate",
                "Whether this is an estimate, because the kernel is too old to be asked.",
                caps.isEstimate() ? 1 : 0);
        format.metric(
                "compatcaps_simulated",
                "Whether this is the mock's answer, not this host's.",
                answer.simulated ? 1 : 0);
        format.head("compatcaps_answer_info", "What else belongs to the answer.");
        format.sample(
                "compatcaps_answer_info",
                "bitmap=\"" + Answer.hex(caps.bitmap()) + "\",nested_api=\"" + orEmpty(answer.nestedApi())
                        + "\",interface=\"" + orEmpty(answer.kernelInterface()) + "\",backend=\""
                        + escaped(answer.backend)
                        + "\"",
                1);
    }

    static void print(PrintWriter out, CompatCapsException e) {
        PrometheusFormat format = new PrometheusFormat(out);
        format.printUp(0);
        format.head("compatcaps_refusal_info", "Why this host did not answer.");
        format.sample("compatcaps_refusal_info", "reason=\"" + Refusal.reason(e) + "\"", 1);
    }

    private void printUp(int value) {
        metric(
                "compatcaps_up",
                "Whether this host said which processor compatibility modes guests can be given.",
                value);
    }

    private void metric(String name, String help, int value) {
        head(name, help);
        line(name + " " + value);
    }

    private void head(String name, String help) {
        line("# HELP " + name + " " + help);
        line("# TYPE " + name + " gauge");
    }

    /** The values of the labels are words of ours, in which nothing needs to be escaped. */
    private void sample(String name, String labels, int value) {
        line(name + "{" + labels + "} " + value);
    }

    private void line(String text) {
        out.print(text + "\n");
    }

    private static String orEmpty(String text) {
        return text == null ? "" : text;
    }

    /** A backend may be a vendor's own, with any name. */
    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}

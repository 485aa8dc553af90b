// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli;

import java.io.PrintWriter;
import org.compatcaps.CompatCaps;
import org.compatcaps.CompatCapsException;
import org.compatcaps.ProcessorMode;
import org.compatcaps.cli.text.CapsText;

/**
 * Writes answers for the textfile collector of Prometheus' node exporter. An unknown value has no metric, so that it does not look
 * like a 0. Lines end with a newline on every operating system.
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
        format.head("compatcaps_mode", "Whether guests on this host can run in this processor compatibility mode.");
        for (ProcessorMode mode : ProcessorMode.values()) {
            format.sample("compatcaps_mode", "mode=\"" + mode.qemuName() + "\"", caps.supports(mode) ? 1 : 0);
        }
        format.metric(
                "compatcaps_unknown_capabilities",
                "Number of bits in the kernel's answer that this version of compatcaps has no name for.",
                Long.bitCount(caps.unknownBits()));
        format.metric(
                "compatcaps_estimate",
                "Whether this is an estimate, because the kernel is too old for the query.",
                caps.estimated() ? 1 : 0);
        format.metric(
                "compatcaps_simulated", "Whether this answer comes from the mock backend.", answer.simulated ? 1 : 0);
        format.head("compatcaps_answer_info", "Details of the answer.");
        format.sample(
                "compatcaps_answer_info",
                "bitmap=\"" + CapsText.bitmap(caps) + "\",nested_api=\""
                        + CapsText.nestedApi(caps).orElse("") + "\",interface=\""
                        + CapsText.kernelInterface(caps).orElse("") + "\",backend=\"" + escaped(answer.backend) + "\"",
                1);
    }

    static void print(PrintWriter out, CompatCapsException e) {
        PrometheusFormat format = new PrometheusFormat(out);
        format.printUp(0);
        format.head("compatcaps_refusal_info", "Why this host did not answer.");
        format.sample("compatcaps_refusal_info", "reason=\"" + Refusal.reason(e) + "\"", 1);
    }

    private void printUp(int value) {
        metric("compatcaps_up", "Whether this host reported its processor compatibility modes.", value);
    }

    private void metric(String name, String help, int value) {
        head(name, help);
        line(name + " " + value);
    }

    private void head(String name, String help) {
        line("# HELP " + name + " " + help);
        line("# TYPE " + name + " gauge");
    }

    /** Prints a sample. The values of the labels must be escaped. */
    private void sample(String name, String labels, int value) {
        line(name + "{" + labels + "} " + value);
    }

    private void line(String text) {
        out.print(text + "\n");
    }

    /** Escapes the value of a label: the name of a third-party backend may be any text. */
    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}

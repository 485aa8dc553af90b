// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli;

import java.io.PrintWriter;
import org.compatcaps.CompatCaps;
import org.compatcaps.ProcessorMode;

/** Answers for people. */
final class TextFormat {

    private static final String SIMULATED = "SIMULATED: this is not this host's answer but the mock's.";
    private static final String ESTIMATE =
            "ESTIMATE: the kernel is too old to be asked. This is the partition's own mode and"
                    + " the older ones; what the hypervisor below allows may be less.";

    private TextFormat() {}

    static void print(PrintWriter out, Answer answer) {
        CompatCaps caps = answer.caps;
        printMarks(out, answer);
        printLine(out, "Modes", Answer.names(caps));
        printLine(out, "Highest", caps.highest().map(ProcessorMode::name).orElse("none"));
        printLine(out, "Bitmap", Answer.hex(caps.bitmap()));
        if (caps.unknownBits() != 0) {
            printLine(out, "Unknown bits", Answer.hex(caps.unknownBits()) + " (newer than this tool)");
        }
        printNestedApi(out, answer);
        if (answer.hosts > 1) {
            printLine(out, "Hosts", Integer.toString(answer.hosts));
        }
        if (caps.kernelInterface().isPresent()) {
            printLine(out, "Interface", answer.kernelInterface());
        }
        if (answer.backend != null) {
            printLine(out, "Backend", answer.backend);
        }
    }

    /** What a user types next. */
    static void printSettings(PrintWriter out, Answer answer, ProcessorMode mode) {
        printLine(out, "QEMU", "-machine pseries," + mode.qemuMachineProperty());
        printLine(out, "libvirt", mode.libvirtXml());
        printLine(out, "Guest's CPU", mode.guestCpuName());
        printNestedApi(out, answer);
    }

    /** What must not be overlooked. */
    static void printMarks(PrintWriter out, Answer answer) {
        boolean isOne = answer.hosts == 1;
        if (answer.simulated) {
            out.println(isOne ? SIMULATED : "SIMULATED: not all of these are answers of hosts; some are the mock's.");
        }
        if (answer.caps.isEstimate()) {
            out.println(
                    isOne ? ESTIMATE : "ESTIMATE: not all of these hosts could be asked; what they allow may be less.");
        }
    }

    static void printLine(PrintWriter out, String name, String value) {
        out.printf("%-13s %s%n", name + ":", value);
    }

    private static void printNestedApi(PrintWriter out, Answer answer) {
        String text = answer.caps
                .nestedApi()
                .map(api -> Answer.name(api).replace('-', ' ') + " (" + api.caveat() + ")")
                .orElse("not the same on all hosts");
        printLine(out, "Nested API", text);
    }
}

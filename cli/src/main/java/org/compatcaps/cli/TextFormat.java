// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli;

import java.io.PrintWriter;
import java.util.Locale;
import org.compatcaps.CompatCaps;
import org.compatcaps.ProcessorMode;
import org.compatcaps.cli.text.CapsText;

/** Writes answers as text. */
final class TextFormat {

    private static final String SIMULATED = "SIMULATED: this answer comes from the mock backend.";
    private static final String PARTLY_SIMULATED = "SIMULATED: at least one answer comes from the mock backend.";
    private static final String ESTIMATE =
            "ESTIMATE: the kernel is too old for the query. These are the partition's own mode and the older ones;"
                    + " the hypervisor may allow fewer.";
    private static final String PARTLY_ESTIMATE =
            "ESTIMATE: at least one host has a kernel that is too old for the query; its hypervisor may allow fewer modes.";

    private TextFormat() {}

    static void print(PrintWriter out, Answer answer) {
        CompatCaps caps = answer.caps;
        printMarks(out, answer);
        printLine(out, "Modes", CapsText.modes(caps));
        printLine(out, "Highest", caps.highest().map(ProcessorMode::name).orElse("none"));
        printLine(out, "Bitmap", CapsText.bitmap(caps));
        if (caps.unknownBits() != 0) {
            printLine(out, "Unknown bits", CapsText.bitmap(caps.unknownBits()) + " (newer than this tool)");
        }
        printNestedApi(out, caps);
        if (answer.hosts > 1) {
            printLine(out, "Hosts", Integer.toString(answer.hosts));
        }
        CapsText.kernelInterface(caps).ifPresent(version -> printLine(out, "Interface", version));
        if (answer.backend != null) {
            printLine(out, "Backend", answer.backend);
        }
    }

    /** Prints the settings that start a guest in a mode. */
    static void printSettings(PrintWriter out, Answer answer, ProcessorMode mode, String libvirt) {
        printLine(out, "QEMU", "-machine pseries," + mode.qemuMachineProperty());
        printLine(out, "libvirt", libvirt);
        printLine(out, "Guest's CPU", mode.guestCpuName());
        printNestedApi(out, answer.caps);
    }

    /** Prints a warning if this is not the answer of a real kernel. */
    static void printMarks(PrintWriter out, Answer answer) {
        boolean isOne = answer.hosts == 1;
        if (answer.simulated) {
            out.println(isOne ? SIMULATED : PARTLY_SIMULATED);
        }
        if (answer.caps.estimated()) {
            out.println(isOne ? ESTIMATE : PARTLY_ESTIMATE);
        }
    }

    static void printLine(PrintWriter out, String name, String value) {
        out.printf(Locale.ROOT, "%-13s %s%n", name + ":", value);
    }

    private static void printNestedApi(PrintWriter out, CompatCaps caps) {
        String text = caps.nestedApi()
                .map(api -> CapsText.nestedApi(caps).orElseThrow() + " (" + api.origin() + ")")
                .orElse("unknown, or different on several hosts");
        printLine(out, "Nested API", text);
    }
}

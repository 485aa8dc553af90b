// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli;

import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.compatcaps.ProcessorMode;
import org.compatcaps.cli.text.CapsText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints the mode to choose and its settings. */
@Command(
        name = "best",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        sortOptions = false,
        description = {
            "Prints the newest mode in which guests can run, and the settings for it.",
            "Exit code 1 means that there is no such mode. Any higher code means that there is no answer."
        })
final class BestCommand implements Callable<Integer> {

    /** The single line to print. */
    enum Part {
        NAME,
        QEMU,
        LIBVIRT;

        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        String of(ProcessorMode mode, Supplier<String> libvirt) {
            switch (this) {
                case NAME:
                    return mode.name();
                case QEMU:
                    return mode.qemuMachineProperty();
                default:
                    return libvirt.get();
            }
        }
    }

    @Option(
            names = "--at-most",
            paramLabel = "MODE",
            description =
                    "The newest mode to consider: ${COMPLETION-CANDIDATES}, or the logical PVR (processor version) of a"
                            + " mode, such as 0x0f000005.",
            completionCandidates = ModeNames.class)
    private ProcessorMode wanted;

    @Option(
            names = "--as",
            paramLabel = "WHAT",
            description =
                    "Print one of ${COMPLETION-CANDIDATES}, on one line: the mode's name, QEMU's machine property or"
                            + " libvirt's elements. If there is no such mode, print nothing.")
    private Part part;

    @Mixin
    private LibvirtOption libvirt;

    @Mixin
    private HostOptions host;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Answer answer = host.query();
        Optional<ProcessorMode> best = wanted == null ? answer.caps.highest() : answer.caps.highestAtMost(wanted);
        PrintWriter out = spec.commandLine().getOut();
        if (part == null) {
            print(out, answer, best);
        } else {
            // Scripts capture stdout, so warnings go to stderr.
            PrintWriter err = spec.commandLine().getErr();
            TextFormat.printMarks(err, answer);
            err.flush();
            best.ifPresent(mode -> out.println(part.of(mode, () -> libvirt.setting(answer, mode))));
        }
        out.flush();
        return best.isPresent() ? ExitCodes.ANSWERED : ExitCodes.NO;
    }

    private void print(PrintWriter out, Answer answer, Optional<ProcessorMode> best) {
        TextFormat.printMarks(out, answer);
        TextFormat.printLine(out, "Mode", best.map(ProcessorMode::name).orElse("none"));
        if (best.isPresent()) {
            TextFormat.printSettings(out, answer, best.get(), libvirt.setting(answer, best.get()));
        } else {
            TextFormat.printLine(out, "Possible", CapsText.modes(answer.caps));
        }
    }
}

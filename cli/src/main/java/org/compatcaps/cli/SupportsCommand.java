// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.compatcaps.ProcessorMode;
import org.compatcaps.cli.text.CapsText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reports whether guests can run in a mode, for scripts. */
@Command(
        name = "supports",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        sortOptions = false,
        description = {
            "Reports whether guests can run in a mode, and prints the settings for it.",
            "Exit code 0 means yes, 1 means no. Any other code means that there is no answer."
        })
final class SupportsCommand implements Callable<Integer> {

    @Parameters(
            index = "0",
            paramLabel = "MODE",
            description =
                    "One of ${COMPLETION-CANDIDATES}, or the logical PVR (processor version) of a mode, such as 0x0f000005.",
            completionCandidates = ModeNames.class)
    private ProcessorMode mode;

    @Mixin
    private LibvirtOption libvirt;

    @Mixin
    private HostOptions host;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Answer answer = host.query();
        boolean supported = answer.caps.supports(mode);
        PrintWriter out = spec.commandLine().getOut();
        TextFormat.printMarks(out, answer);
        TextFormat.printLine(out, mode.name(), supported ? "yes" : "no");
        if (supported) {
            TextFormat.printSettings(out, answer, mode, libvirt.setting(answer, mode));
        } else {
            TextFormat.printLine(out, "Possible", CapsText.modes(answer.caps));
        }
        out.flush();
        return supported ? ExitCodes.ANSWERED : ExitCodes.NO;
    }
}

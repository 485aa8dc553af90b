// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.compatcaps.ProcessorMode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Whether guests can be given a mode, for scripts. */
@Command(
        name = "supports",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        sortOptions = false,
        description = {
            "Says whether guests here can be given a mode, and with which setting.",
            "Exit code 0 is yes and 1 is no; any other means that it could not be found out."
        })
final class SupportsCommand implements Callable<Integer> {

    @Parameters(
            index = "0",
            paramLabel = "MODE",
            description = "One of ${COMPLETION-CANDIDATES}.",
            completionCandidates = ModeNames.class)
    private ProcessorMode mode;

    @Mixin
    private HostOptions host;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Answer answer = host.ask();
        boolean supported = answer.caps.supports(mode);
        PrintWriter out = spec.commandLine().getOut();
        TextFormat.printMarks(out, answer);
        TextFormat.printLine(out, mode.name(), supported ? "yes" : "no");
        if (supported) {
            TextFormat.printSettings(out, answer, mode);
        } else {
            TextFormat.printLine(out, "Possible", Answer.names(answer.caps));
        }
        out.flush();
        return supported ? ExitCodes.ANSWERED : ExitCodes.NO;
    }
}

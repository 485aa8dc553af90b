// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli;

import java.util.concurrent.Callable;
import org.compatcaps.CompatCapsException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** Asks the host, which is what the tool does without a subcommand. */
@Command(
        name = "compatcaps",
        versionProvider = VersionProvider.class,
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Which processor compatibility modes can this Power host's KVM give to nested guests?",
        description = "Asks the kernel through /dev/kvm and prints its answer.",
        subcommands = {
            SupportsCommand.class,
            BestCommand.class,
            CommonCommand.class,
            BackendsCommand.class,
            DoctorCommand.class,
            CompletionCommand.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the host answered; supports: yes; doctor: no problem",
            "1:supports: no; best and common: there is no such mode; doctor: a problem",
            "2:wrong usage",
            "3:this host or its kernel does not have the query",
            "4:no KVM here, or no permission to use it",
            "5:no usable backend",
            "6:the kernel refused a call",
            "7:a file or standard output cannot be read or written, or is no answer",
            "70:a defect of this tool",
        })
final class AskCommand implements Callable<Integer> {

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description =
                    "How to print: ${COMPLETION-CANDIDATES}. The last two are for a collector of metrics and for the"
                            + " labels of Kubernetes nodes, and also say so if the host did not answer.")
    private Format format;

    @Option(names = "--json", description = "The same as --format json.")
    private boolean json;

    @Mixin
    private OutputOptions output;

    @Mixin
    private HostOptions host;

    /** Declared here for all commands; DebugOption asks the parser whether it was given. */
    @Option(
            names = DebugOption.NAME,
            scope = ScopeType.INHERIT,
            description = "Print the SDK's debug messages, and the stack trace of an error, to stderr.")
    private boolean debug;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Format chosen = format();
        Answer answer;
        try {
            answer = host.ask();
        } catch (CompatCapsException e) {
            try {
                if (chosen == Format.PROMETHEUS) {
                    output.print(out -> PrometheusFormat.print(out, e));
                } else if (chosen == Format.NFD) {
                    output.print(out -> NfdFormat.print(out, e));
                }
            } catch (InputException failure) {
                throw new InputException(failure.getMessage() + ". What was to be written: " + e.getMessage(), e);
            }
            throw e;
        }
        output.print(out -> {
            switch (chosen) {
                case JSON:
                    JsonFormat.print(out, answer);
                    break;
                case PROMETHEUS:
                    PrometheusFormat.print(out, answer);
                    break;
                case NFD:
                    NfdFormat.print(out, answer);
                    break;
                default:
                    TextFormat.print(out, answer);
                    break;
            }
        });
        return ExitCodes.ANSWERED;
    }

    private Format format() {
        if (!json) {
            return format == null ? Format.TEXT : format;
        }
        if (format != null && format != Format.JSON) {
            throw new ParameterException(
                    spec.commandLine(), "--json does not go with --format " + format + ". Leave one of them out.");
        }
        return Format.JSON;
    }
}

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

/** Queries the host: the tool without a subcommand. */
@Command(
        name = "compatcaps",
        versionProvider = VersionProvider.class,
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Prints the processor compatibility modes that KVM on this Power host offers to nested guests.",
        description = "Queries the kernel through /dev/kvm.",
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
            "1:supports: no; best and common: no such mode; doctor: a problem",
            "2:wrong usage",
            "3:this host or its kernel does not have the query",
            "4:no KVM on this host, or no permission to use it",
            "5:no usable backend",
            "6:a kernel call failed, or its answer is not valid",
            "7:a file or stream cannot be read or written, or is not an answer",
            "70:a bug in compatcaps, or the launcher cannot start it",
        })
final class AskCommand implements Callable<Integer> {

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description =
                    "The output format: ${COMPLETION-CANDIDATES}. prometheus prints metrics, nfd prints labels for Kubernetes"
                            + " nodes. If there is no answer, both print the reason.")
    private Format format;

    @Option(
            names = "--expires-after",
            paramLabel = "SECONDS",
            description = "With --format nfd: the time after which the labels expire unless they are written again.")
    private Integer expiresAfter;

    @Option(names = "--json", description = "Same as --format json.")
    private boolean json;

    @Mixin
    private OutputOptions output;

    @Mixin
    private HostOptions host;

    /** Inherited by all commands. {@link DebugOption} reads it from the parse result. */
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
            answer = host.query();
        } catch (CompatCapsException e) {
            try {
                if (chosen == Format.PROMETHEUS) {
                    output.print(out -> PrometheusFormat.print(out, e));
                } else if (chosen == Format.NFD) {
                    output.print(out -> NfdFormat.print(out, e));
                }
            } catch (InputException failure) {
                throw new InputException(failure.getMessage() + " The query failed, too: " + e.getMessage(), e);
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
                    NfdFormat.print(out, answer, expiresAfter);
                    break;
                default:
                    TextFormat.print(out, answer);
                    break;
            }
        });
        return ExitCodes.ANSWERED;
    }

    private Format format() {
        if (expiresAfter != null && (format != Format.NFD || expiresAfter <= 0)) {
            throw new ParameterException(
                    spec.commandLine(), "--expires-after requires --format nfd and a positive number of seconds.");
        }
        if (!json) {
            return format == null ? Format.TEXT : format;
        }
        if (format != null && format != Format.JSON) {
            throw new ParameterException(
                    spec.commandLine(), "--json and --format " + format + " are mutually exclusive. Omit one of them.");
        }
        return Format.JSON;
    }
}

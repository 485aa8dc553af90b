// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.compatcaps.CompatCaps;
import org.compatcaps.KvmHost;
import org.compatcaps.ProcessorMode;
import org.compatcaps.backend.mock.SimulatedHost;
import picocli.CommandLine.Command;
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
        subcommands = BackendsCommand.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the host answered",
            "1:a defect of this tool",
            "2:wrong usage",
            "3:this host or its kernel does not have the query",
            "4:no KVM here, or no permission to use it",
            "5:no usable backend",
            "6:the kernel refused a call",
        })
final class AskCommand implements Callable<Integer> {

    /** The name under which the SDK's own mock is registered. */
    private static final String MOCK = "mock";

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Option(
            names = "--backend",
            paramLabel = "NAME",
            description = "Make the system calls through this backend (ffm, jna, jnr or mock) instead of the best one.")
    private String backend;

    @Option(
            names = "--device",
            paramLabel = "PATH",
            defaultValue = KvmHost.DEFAULT_DEVICE,
            description = "The device of KVM; ${DEFAULT-VALUE} unless given.")
    private String device;

    @Option(
            names = "--simulate",
            paramLabel = "PROCESSOR",
            description = "Do not ask this host but a simulated one: ${COMPLETION-CANDIDATES}.",
            completionCandidates = SimulateNames.class)
    private ProcessorMode simulate;

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
        if (simulate != null && backend != null && !backend.equals(MOCK)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--simulate answers from the mock; it does not go with --backend " + backend
                            + ". Leave one of them out.");
        }
        try (KvmHost host = builder().open()) {
            if (debug) {
                spec.commandLine().getErr().println("Opened " + host);
            }
            CompatCaps caps = host.compatCaps();
            PrintWriter out = spec.commandLine().getOut();
            boolean simulated = host.backend().equals(MOCK);
            if (json) {
                AnswerPrinter.printJson(out, caps, host.backend(), simulated);
            } else {
                AnswerPrinter.printText(out, caps, host.backend(), simulated);
            }
            out.flush();
        }
        return ExitCodes.ANSWERED;
    }

    private KvmHost.Builder builder() {
        KvmHost.Builder builder = KvmHost.builder().device(device);
        if (simulate != null) {
            builder.backend(
                    SimulatedHost.builder().processor(simulate).device(device).build());
        } else if (backend != null) {
            builder.backend(backend);
        }
        return builder;
    }
}

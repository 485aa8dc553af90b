// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli;

import org.compatcaps.KvmHost;
import org.compatcaps.ProcessorMode;
import org.compatcaps.backend.mock.SimulatedHost;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The options that select the host to query, for all commands that query one. */
final class HostOptions {

    /** The name of the SDK's mock backend. */
    static final String MOCK = "mock";

    @Mixin
    private KvmOptions kvm;

    @Option(
            names = "--estimate",
            description =
                    "If the kernel is too old for the query, print the mode in which this host (a partition) itself runs, and"
                            + " the older modes. The hypervisor may allow fewer.")
    private boolean estimate;

    @Option(
            names = "--simulate",
            paramLabel = "PROCESSOR",
            description = "Query a simulated host with this processor: ${COMPLETION-CANDIDATES}.",
            completionCandidates = ModeNames.class)
    private ProcessorMode simulate;

    @Spec(Target.MIXEE)
    private CommandSpec spec;

    Answer query() {
        try (KvmHost host = builder().open()) {
            if (DebugOption.isGiven(spec.root().commandLine().getParseResult())) {
                spec.commandLine().getErr().println("Opened " + host);
            }
            return new Answer(host.compatCaps(), host.backend(), host.backend().equals(MOCK), 1);
        }
    }

    private KvmHost.Builder builder() {
        rejectContradictions();
        KvmHost.Builder builder = kvm.builder();
        if (kvm.deviceTree != null) {
            builder.estimate(kvm.deviceTree);
        } else if (estimate) {
            builder.estimate();
        }
        if (simulate != null) {
            builder.backend(SimulatedHost.builder()
                    .processor(simulate)
                    .device(kvm.device)
                    .build());
        }
        return builder;
    }

    private void rejectContradictions() {
        if (simulate != null && kvm.backend != null && !kvm.backend.equals(MOCK)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--simulate uses the mock backend, not --backend " + kvm.backend + ". Omit one of them.");
        }
        if (kvm.deviceTree != null && !estimate) {
            throw new ParameterException(
                    spec.commandLine(), "--device-tree has no effect without --estimate. Add --estimate.");
        }
    }
}

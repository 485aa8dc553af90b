// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli;

import java.nio.file.Path;
import org.compatcaps.KvmHost;
import org.compatcaps.ProcessorMode;
import org.compatcaps.backend.mock.SimulatedHost;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Which host is asked, and how. The same for all commands that ask one. */
final class HostOptions {

    /** The name under which the SDK's own mock is registered. */
    private static final String MOCK = "mock";

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
            names = "--estimate",
            description =
                    "Where the kernel is too old to be asked, take the partition's own mode and the older ones. The"
                            + " hypervisor below may allow less.")
    private boolean estimate;

    @Option(
            names = "--device-tree",
            paramLabel = "DIRECTORY",
            description = "Where --estimate finds that mode, in a container for instance; "
                    + KvmHost.DEFAULT_DEVICE_TREE + " unless given.")
    private Path deviceTree;

    @Option(
            names = "--simulate",
            paramLabel = "PROCESSOR",
            description = "Do not ask this host but a simulated one: ${COMPLETION-CANDIDATES}.",
            completionCandidates = ModeNames.class)
    private ProcessorMode simulate;

    @Spec(Target.MIXEE)
    private CommandSpec spec;

    /** Asks, and says on stderr whom if the user wants to know. */
    Answer ask() {
        try (KvmHost host = builder().open()) {
            if (DebugOption.isGiven(spec.root().commandLine().getParseResult())) {
                spec.commandLine().getErr().println("Opened " + host);
            }
            return new Answer(host.compatCaps(), host.backend(), host.backend().equals(MOCK), 1);
        }
    }

    private KvmHost.Builder builder() {
        if (simulate != null && backend != null && !backend.equals(MOCK)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--simulate answers from the mock; it does not go with --backend " + backend
                            + ". Leave one of them out.");
        }
        if (deviceTree != null && !estimate) {
            throw new ParameterException(
                    spec.commandLine(), "--device-tree says where to find an estimate. Add --estimate to allow one.");
        }
        KvmHost.Builder builder = KvmHost.builder().device(device);
        if (deviceTree != null) {
            builder.estimate(deviceTree);
        } else if (estimate) {
            builder.estimate();
        }
        if (simulate != null) {
            builder.backend(
                    SimulatedHost.builder().processor(simulate).device(device).build());
        } else if (backend != null) {
            builder.backend(backend);
        }
        return builder;
    }
}

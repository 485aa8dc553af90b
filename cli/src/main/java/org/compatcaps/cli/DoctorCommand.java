// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.compatcaps.KvmHost;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Why this host does not answer. Made for every command that is run, and so no more than its options. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        sortOptions = false,
        description = {
            "Looks at all that decides whether this host can be asked, and says what to do first.",
            "Exit code 1 means that something keeps it from answering."
        })
final class DoctorCommand implements Callable<Integer> {

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Mixin
    private OutputOptions output;

    @Option(
            names = "--backend",
            paramLabel = "NAME",
            description = "Ask through this backend (ffm, jna, jnr or mock) instead of the best one.")
    private String backend;

    @Option(
            names = "--device",
            paramLabel = "PATH",
            defaultValue = KvmHost.DEFAULT_DEVICE,
            description = "The device of KVM; ${DEFAULT-VALUE} unless given.")
    private String device;

    @Option(
            names = "--device-tree",
            paramLabel = "DIRECTORY",
            description = "Where an estimate is to be found, in a container for instance; "
                    + KvmHost.DEFAULT_DEVICE_TREE + " unless given.")
    private Path deviceTree;

    @Override
    public Integer call() {
        return DoctorFormat.examine(device, backend, deviceTree, json, output);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Finds out why this host does not answer. picocli loads this class for every command, so it contains only the options. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        sortOptions = false,
        description = {
            "Checks everything that a query depends on, and prints what to fix first.",
            "Exit code 1 means that a problem prevents this host from answering."
        })
final class DoctorCommand implements Callable<Integer> {

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Mixin
    private OutputOptions output;

    @Mixin
    private KvmOptions kvm;

    @Override
    public Integer call() {
        return DoctorFormat.examine(kvm, json, output);
    }
}

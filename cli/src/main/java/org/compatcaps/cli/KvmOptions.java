// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli;

import java.nio.file.Path;
import org.compatcaps.KvmHost;
import picocli.CommandLine.Option;

/** The KVM to use, and the way to it: the options of all commands that open it. */
final class KvmOptions {

    @Option(
            names = "--backend",
            paramLabel = "NAME",
            description = "Make the system calls through this backend (ffm, jna, jnr or mock) instead of the best one.")
    String backend;

    @Option(
            names = "--device",
            paramLabel = "PATH",
            defaultValue = KvmHost.DEFAULT_DEVICE,
            description = "The KVM device; ${DEFAULT-VALUE} unless given.")
    String device;

    @Option(
            names = "--device-tree",
            paramLabel = "DIRECTORY",
            description = "The device tree for an estimate, such as the host's in a container; "
                    + KvmHost.DEFAULT_DEVICE_TREE + " unless given.")
    Path deviceTree;

    /** Returns a builder with the device and the backend, if one is selected. */
    KvmHost.Builder builder() {
        KvmHost.Builder builder = KvmHost.builder().device(device);
        return backend == null ? builder : builder.backend(backend);
    }
}

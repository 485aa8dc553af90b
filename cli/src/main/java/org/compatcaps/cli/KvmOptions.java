// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli;

import java.nio.file.Path;
import org.compatcaps.KvmHost;
import picocli.CommandLine.Option;

/** The options that select the KVM device and the backend, for all commands that open KVM. */
final class KvmOptions {

    @Option(
            names = "--backend",
            paramLabel = "NAME",
            description = "Use this backend (ffm, jna, jnr or mock) instead of the first available one.")
    String backend;

    @Option(
            names = "--device",
            paramLabel = "PATH",
            defaultValue = KvmHost.DEFAULT_DEVICE,
            description = "The KVM device. Default: ${DEFAULT-VALUE}.")
    String device;

    @Option(
            names = "--device-tree",
            paramLabel = "DIRECTORY",
            description =
                    "The device tree for an estimate. In a container, the mounted device tree of the host. Default: "
                            + KvmHost.DEFAULT_DEVICE_TREE + ".")
    Path deviceTree;

    /** Returns a builder with the device, and with the backend if one is selected. */
    KvmHost.Builder builder() {
        KvmHost.Builder builder = KvmHost.builder().device(device);
        return backend == null ? builder : builder.backend(backend);
    }
}

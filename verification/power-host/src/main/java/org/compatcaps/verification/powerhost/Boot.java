// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.powerhost;

import java.nio.file.Path;
import java.util.List;

/** What is booted: a machine, its first file system, and what is said to its {@code init}. */
public final class Boot {
    final String machine;
    final String cpu;
    final List<String> devices;
    final Path initramfs;
    final String parameters;

    /** The directory of the kernel; null for that of the parts. */
    final Path kernel;

    /**
     * Describes a boot.
     *
     * @param machine QEMU's {@code -machine}, without the accelerator
     * @param cpu QEMU's {@code -cpu}
     * @param devices further options of QEMU
     * @param initramfs what {@link Initramfs} wrote
     * @param parameters variables for the scripts in the guest, as {@code NAME=VALUE} with a blank before each
     */
    public Boot(String machine, String cpu, List<String> devices, Path initramfs, String parameters) {
        this(machine, cpu, devices, initramfs, parameters, null);
    }

    private Boot(String machine, String cpu, List<String> devices, Path initramfs, String parameters, Path kernel) {
        this.machine = machine;
        this.cpu = cpu;
        this.devices = devices;
        this.initramfs = initramfs;
        this.parameters = parameters;
        this.kernel = kernel;
    }

    /**
     * The same boot of another kernel.
     *
     * @param directory where its {@code vmlinuz} is
     * @return that boot
     */
    public Boot withKernel(Path directory) {
        return new Boot(machine, cpu, devices, initramfs, parameters, directory);
    }
}

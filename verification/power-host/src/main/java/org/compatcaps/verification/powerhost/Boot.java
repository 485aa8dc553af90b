// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.powerhost;

import java.nio.file.Path;
import java.util.List;

/**
 * A machine to boot, its first file system, and the variables of its {@code init}.
 *
 * @param machine QEMU's {@code -machine}, without the accelerator
 * @param cpu QEMU's {@code -cpu}
 * @param devices further options of QEMU
 * @param initramfs an archive of {@link Initramfs}
 * @param parameters variables for the scripts in the guest, as {@code NAME=VALUE} with a blank before each
 * @param kernel the directory of the kernel, or null for that of the parts
 */
public record Boot(String machine, String cpu, List<String> devices, Path initramfs, String parameters, Path kernel) {
    /**
     * Describes a boot of the kernel of the parts.
     *
     * @param machine QEMU's {@code -machine}, without the accelerator
     * @param cpu QEMU's {@code -cpu}
     * @param devices further options of QEMU
     * @param initramfs an archive of {@link Initramfs}
     * @param parameters variables for the scripts in the guest, as {@code NAME=VALUE} with a blank before each
     */
    public Boot(String machine, String cpu, List<String> devices, Path initramfs, String parameters) {
        this(machine, cpu, devices, initramfs, parameters, null);
    }

    /**
     * Returns the same boot of another kernel.
     *
     * @param directory the directory of its {@code vmlinuz}
     * @return the other boot
     */
    public Boot withKernel(Path directory) {
        return new Boot(machine, cpu, devices, initramfs, parameters, directory);
    }
}

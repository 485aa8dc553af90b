// SPDX-License-Identifier: Apache-2.0
package org.compatcaps;

import org.compatcaps.internal.kernel.KvmAbi;

/**
 * A processor compatibility mode: the level of the Power architecture that a guest sees, whatever newer processor it runs
 * on. In the order of their age, oldest first.
 *
 * <p>Immutable and thread-safe.
 */
public enum ProcessorMode {

    /** POWER9, Power ISA 3.0. */
    POWER9(KvmAbi.COMPAT_POWER9, 0x0f000005, "3.0", "power9", "POWER9 (architected)"),

    /** POWER10, Power ISA 3.1. */
    POWER10(KvmAbi.COMPAT_POWER10, 0x0f000006, "3.1", "power10", "POWER10 (architected)"),

    /** POWER11, Power ISA 3.1. IBM writes it Power11. */
    POWER11(KvmAbi.COMPAT_POWER11, 0x0f000007, "3.1", "power11", "Power11 (architected)");

    private final long mask;
    private final int logicalPvr;
    private final String isaLevel;
    private final String lowerCaseName;
    private final String guestCpuName;

    ProcessorMode(long mask, int logicalPvr, String isaLevel, String lowerCaseName, String guestCpuName) {
        this.mask = mask;
        this.logicalPvr = logicalPvr;
        this.isaLevel = isaLevel;
        this.lowerCaseName = lowerCaseName;
        this.guestCpuName = guestCpuName;
    }

    /**
     * This mode's bit in {@code compat_capabilities}, as a mask of the 64-bit number. The kernel's document counts bits as
     * IBM does, from the most significant, so that its "bit 1" of POWER9 is the mask {@code 0x4000000000000000}.
     *
     * <p>Source: {@code Documentation/virt/kvm/api.rst} of Linux 7.3, {@code KVM_PPC_GET_COMPAT_CAPS}.
     *
     * @return the mask, with a single bit set
     */
    public long mask() {
        return mask;
    }

    /**
     * The logical processor version register (PVR) value by which a guest in this mode is known, for example in
     * {@code cpu-version} in the device tree.
     *
     * <p>Source: the {@code PVR_ARCH_*} values in {@code arch/powerpc/include/asm/reg.h}.
     *
     * @return the 32-bit value, such as {@code 0x0f000005}
     */
    public int logicalPvr() {
        return logicalPvr;
    }

    /**
     * The version of the Power Instruction Set Architecture that a guest in this mode can rely on.
     *
     * @return the version, such as {@code 3.0}
     */
    public String isaLevel() {
        return isaLevel;
    }

    /**
     * QEMU's name of this mode: the value of the {@code pseries} machine's {@code max-cpu-compat} property.
     *
     * @return the name, such as {@code power9} in {@code -machine pseries,max-cpu-compat=power9}
     */
    public String qemuName() {
        return lowerCaseName;
    }

    /**
     * What to add to QEMU's {@code -machine pseries} so that a guest gets this mode and no newer one.
     *
     * @return such as {@code max-cpu-compat=power9}
     */
    public String qemuMachineProperty() {
        return "max-cpu-compat=" + lowerCaseName;
    }

    /**
     * libvirt's name of this mode: the text of {@code model} in {@link #libvirtXml()}. Not every libvirt knows every
     * mode: 9.0 knows POWER9 and POWER10, 12.8 also POWER11.
     *
     * @return the name, such as {@code power9}
     */
    public String libvirtModel() {
        return lowerCaseName;
    }

    /**
     * The element of a libvirt domain that gives a guest this mode and no newer one; it stands directly in {@code domain}.
     * libvirt asks QEMU for a compatibility mode on ppc64 by the model of a CPU of the mode {@code host-model}.
     *
     * @return such as {@code <cpu mode='host-model'><model>power9</model></cpu>}, in one line
     */
    public String libvirtXml() {
        return "<cpu mode='host-model'><model>" + lowerCaseName + "</model></cpu>";
    }

    /**
     * What Linux in a guest of this mode shows as {@code cpu} in {@code /proc/cpuinfo}, up to the features behind a comma,
     * whatever processor is below. A guest that shows {@code (raw)} instead runs in no compatibility mode.
     *
     * <p>Source: {@code cpu_name} in {@code arch/powerpc/kernel/cpu_specs_book3s_64.h}.
     *
     * @return such as {@code POWER9 (architected)}
     */
    public String guestCpuName() {
        return guestCpuName;
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.compatcaps;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.compatcaps.internal.kernel.DeviceTree;
import org.compatcaps.internal.kernel.KvmAbi;

/**
 * A processor compatibility mode: the level of the Power architecture that a guest sees, even on a newer processor. The
 * constants are in order of age, oldest first.
 *
 * <pre>{@code
 * ProcessorMode wanted = ProcessorMode.parse("power10");
 * ProcessorMode mode = CompatCaps.query().highestAtMost(wanted).orElseThrow();
 * System.out.println(mode.guestCpuName()); // POWER10 (architected)
 * }</pre>
 */
public enum ProcessorMode {

    /** POWER9, Power ISA 3.0. */
    POWER9(KvmAbi.COMPAT_POWER9, 0x0f000005, "3.0", "POWER9 (architected)", "3.5"),

    /** POWER10, Power ISA 3.1. */
    POWER10(KvmAbi.COMPAT_POWER10, 0x0f000006, "3.1", "POWER10 (architected)", "8.4"),

    /** POWER11, Power ISA 3.1. IBM writes it Power11. */
    POWER11(KvmAbi.COMPAT_POWER11, 0x0f000007, "3.1", "Power11 (architected)", "11.4");

    private final long mask;
    private final int logicalPvr;
    private final String isaLevel;
    private final String guestCpuName;
    private final String libvirtSince;
    private final String lowerCaseName;

    ProcessorMode(long mask, int logicalPvr, String isaLevel, String guestCpuName, String libvirtSince) {
        this.mask = mask;
        this.logicalPvr = logicalPvr;
        this.isaLevel = isaLevel;
        this.guestCpuName = guestCpuName;
        this.libvirtSince = libvirtSince;
        this.lowerCaseName = name().toLowerCase(Locale.ROOT);
    }

    /**
     * Returns the mode with a name or a logical PVR, as QEMU, libvirt, IBM and the kernel write them.
     *
     * @param text {@code power9}, {@code power10} or {@code power11} in upper or lower case, or a {@link #logicalPvr()} in
     *     hexadecimal such as {@code 0x0f000005}; surrounding blanks are ignored
     * @return the mode
     * @throws IllegalArgumentException if the text is none of these
     */
    public static ProcessorMode parse(String text) {
        String name = text.strip();
        for (ProcessorMode mode : values()) {
            if (name.equalsIgnoreCase(mode.name())
                    || name.equalsIgnoreCase(String.format(Locale.ROOT, "0x%08x", mode.logicalPvr))) {
                return mode;
            }
        }
        throw new IllegalArgumentException(
                "'" + text + "' is not a processor mode. Use power9, power10 or power11, or a"
                        + " logical PVR such as 0x0f000005.");
    }

    /**
     * Returns the mode of this partition, which is the {@code cpu-version} of all its CPUs in the device tree. It is not
     * necessarily a mode that guests can be given.
     *
     * @param deviceTree the directory of the device tree, which contains {@code cpus}; on the host itself
     *     {@value KvmHost#DEFAULT_DEVICE_TREE}
     * @return the mode
     * @throws IOException if the device tree cannot be read, is invalid or has no mode that the SDK knows, as on bare metal
     */
    public static ProcessorMode ofPartition(Path deviceTree) throws IOException {
        int version = new DeviceTree(deviceTree).cpuVersion();
        for (ProcessorMode mode : values()) {
            if (mode.logicalPvr == version) {
                return mode;
            }
        }
        throw new IOException(String.format(
                Locale.ROOT,
                "cpu-version is 0x%08x, which is not a mode that this SDK knows. This host is bare metal, or a partition in a mode"
                        + " that is older than POWER9 or newer than this SDK. On bare metal, run this in a partition. Otherwise, update the kernel or the SDK.",
                version));
    }

    /**
     * Returns this mode's bit in {@code compat_capabilities}, as a mask of the 64-bit number. The kernel's document counts
     * bits as IBM does, from the most significant, so that its "bit 1" of POWER9 is the mask {@code 0x4000000000000000}.
     *
     * <p>Source: {@code Documentation/virt/kvm/api.rst} of Linux 7.3, {@code KVM_PPC_GET_COMPAT_CAPS}.
     *
     * @return the mask, with a single bit set
     */
    public long mask() {
        return mask;
    }

    /**
     * Returns the logical processor version register (PVR) value that identifies this mode, for example in
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
     * Returns the version of the Power Instruction Set Architecture that a guest in this mode can rely on.
     *
     * @return the version, such as {@code 3.0}
     */
    public String isaLevel() {
        return isaLevel;
    }

    /**
     * Returns QEMU's name of this mode: the value of the {@code pseries} machine's {@code max-cpu-compat} property.
     *
     * @return the name, such as {@code power9} in {@code -machine pseries,max-cpu-compat=power9}
     */
    public String qemuName() {
        return lowerCaseName;
    }

    /**
     * Returns the property for QEMU's {@code -machine pseries} that gives a guest this mode and no newer one.
     *
     * @return the property, such as {@code max-cpu-compat=power9}
     */
    public String qemuMachineProperty() {
        return "max-cpu-compat=" + lowerCaseName;
    }

    /**
     * Returns libvirt's name of this mode: the text of {@code model} in {@link #libvirtXml()}.
     *
     * @return the name, such as {@code power9}
     */
    public String libvirtModel() {
        return lowerCaseName;
    }

    /**
     * Returns the attribute {@code mode} of {@code cpu} in {@link #libvirtXml()}. A program that needs other elements in
     * {@code cpu}, such as {@code topology} or {@code numa}, builds it from this and {@link #libvirtModel()}.
     *
     * @return {@code host-model}
     */
    public String libvirtCpuMode() {
        return "host-model";
    }

    /**
     * Returns the libvirt element, a child of {@code domain}, that gives a guest this mode and no newer one. On ppc64, if the
     * {@code mode} of {@code cpu} is {@code host-model}, libvirt passes the text of {@code model} to QEMU as the
     * compatibility mode.
     *
     * <p>Use it if libvirt knows the host's processor (see {@link #libvirtSince()}), and otherwise
     * {@link #libvirtPassthroughXml()}.
     *
     * @return the element in one line, such as {@code <cpu mode='host-model'><model>power9</model></cpu>}
     */
    public String libvirtXml() {
        return "<cpu mode='" + libvirtCpuMode() + "'><model>" + libvirtModel() + "</model></cpu>";
    }

    /**
     * Returns the elements, children of {@code domain}, that give a guest this mode in a libvirt that does not know the
     * host's processor. libvirt passes the property in them to QEMU without a check. A domain can have several
     * {@code qemu:commandline} elements. This one declares its namespace, so that {@code domain} need not.
     *
     * @return {@code cpu} and {@code qemu:commandline} in one line, with {@link #qemuMachineProperty()}
     */
    public String libvirtPassthroughXml() {
        return "<cpu mode='host-passthrough'/><qemu:commandline xmlns:qemu='http://libvirt.org/schemas/domain/qemu/1.0'>"
                + "<qemu:arg value='-machine'/><qemu:arg value='" + qemuMachineProperty() + "'/></qemu:commandline>";
    }

    /**
     * Returns the first version of libvirt that knows processors of this generation: 3.5 for POWER9, 8.4 for POWER10, 11.4
     * for POWER11. On such a processor, an older libvirt refuses {@link #libvirtXml()} of every mode. It looks up the model
     * of the processor instead of the partition's mode.
     *
     * <p>Source: libvirt's release notes.
     *
     * @return the version, such as {@code 11.4}
     */
    public String libvirtSince() {
        return libvirtSince;
    }

    /**
     * Returns the value of {@code cpu} in {@code /proc/cpuinfo} of a guest in this mode, up to the comma before the features.
     * A guest whose value contains {@code (raw)} runs in no compatibility mode.
     *
     * <p>Source: {@code cpu_name} in {@code arch/powerpc/kernel/cpu_specs_book3s_64.h}.
     *
     * @return the value, such as {@code POWER9 (architected)}
     */
    public String guestCpuName() {
        return guestCpuName;
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.backend.mock;

import java.util.Collection;
import org.compatcaps.ProcessorMode;

/**
 * The numbers of the KVM interface of a powerpc kernel. The mock does not use the SDK's numbers, so that tests detect a wrong
 * number in either.
 *
 * <p>Sources: Linux 7.3, {@code include/uapi/linux/kvm.h}, {@code arch/powerpc/include/uapi/asm/ioctl.h} and
 * {@code asm/kvm.h}, {@code include/uapi/asm-generic/fcntl.h}; all values but those of the first posting were also checked on
 * a running kernel.
 */
final class KernelAbi {

    static final int KVM_GET_API_VERSION = 0x2000AE00;
    static final int KVM_CREATE_VM = 0x2000AE01;
    static final int KVM_CHECK_EXTENSION = 0x2000AE03;
    static final int KVM_PPC_GET_COMPAT_CAPS = 0x2000AEB8;
    static final int KVM_PPC_GET_COMPAT_CAPS_FIRST_POSTED = 0x4010AEE4;

    static final int API_VERSION = 12;

    static final long KVM_CAP_PPC_NESTED_HV = 160;
    static final long KVM_CAP_PPC_COMPAT_CAPS_FIRST_POSTED = 249;
    static final long KVM_CAP_PPC_COMPAT_CAPS = 250;

    /** The highest VM type: 0 is the kernel's choice, 1 is KVM-HV. This kernel does not have 2, KVM-PR. */
    static final long HIGHEST_VM_TYPE = 1;

    static final int PAGE_SIZE = 4096;

    static final int SIZE_OFFSET = 0;
    static final int FLAGS_OFFSET = 8;
    static final int CAPABILITIES_OFFSET = 16;
    static final int STRUCT_SIZE = 24;

    static final int FIRST_POSTED_FLAGS_OFFSET = 0;
    static final int FIRST_POSTED_CAPABILITIES_OFFSET = 8;
    static final int FIRST_POSTED_STRUCT_SIZE = 16;

    static final int O_RDONLY = 0;
    static final int O_ACCMODE = 3;
    static final int O_PATH = 0x200000;

    static final int ENOENT = 2;
    static final int E2BIG = 7;
    static final int EBADF = 9;
    static final int EFAULT = 14;
    static final int ENOTDIR = 20;
    static final int EISDIR = 21;
    static final int EINVAL = 22;
    static final int ENOTTY = 25;

    private static final long MOST_SIGNIFICANT_BIT = 0x8000000000000000L;

    private KernelAbi() {}

    /** Returns the bits of modes. */
    static long bits(Collection<ProcessorMode> modes) {
        return modes.stream().mapToLong(KernelAbi::bit).reduce(0, (a, b) -> a | b);
    }

    /** Returns the bit of a mode, counted from the most significant, as IBM and the kernel's document do. */
    static long bit(ProcessorMode mode) {
        switch (mode) {
            case POWER9:
                return MOST_SIGNIFICANT_BIT >>> 1;
            case POWER10:
                return MOST_SIGNIFICANT_BIT >>> 2;
            case POWER11:
                return MOST_SIGNIFICANT_BIT >>> 3;
            default:
                throw new IllegalArgumentException("The simulated kernel does not have the mode " + mode + ".");
        }
    }
}

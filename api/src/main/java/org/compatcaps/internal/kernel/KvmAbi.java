// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.internal.kernel;

/**
 * The numbers of the KVM interface that the SDK uses, by their names in the kernel's headers.
 *
 * <p>Sources: {@code include/uapi/linux/kvm.h}, {@code arch/powerpc/include/uapi/asm/kvm.h} and
 * {@code Documentation/virt/kvm/api.rst} of Linux 7.3; {@code include/uapi/asm-generic/fcntl.h}.
 */
public final class KvmAbi {

    /** {@code KVMIO}: the type of all KVM requests. */
    public static final int KVMIO = 0xAE;

    /** {@code KVM_GET_API_VERSION}: the number of the request that returns the version of the interface. */
    public static final int GET_API_VERSION = 0x00;

    /** {@code KVM_CREATE_VM}: the number of the request that returns the descriptor of a new VM. */
    public static final int CREATE_VM = 0x01;

    /** {@code KVM_CHECK_EXTENSION}: the number of the request that returns whether a capability exists. */
    public static final int CHECK_EXTENSION = 0x03;

    /** {@code KVM_API_VERSION}: the only version since Linux 2.6.22. The document requires applications to reject others. */
    public static final int API_VERSION = 12;

    /** The type of VM that leaves the choice to the kernel. */
    public static final long VM_DEFAULT = 0;

    /** {@code KVM_VM_PPC_HV}: the type of VM that only KVM-HV can create. */
    public static final long VM_PPC_HV = 1;

    /** {@code KVM_CAP_PPC_NESTED_HV}: 1 under nested API v1, 0 under v2. */
    public static final int CAP_PPC_NESTED_HV = 160;

    /** The compatibility mode of POWER9: bit 1 in IBM's numbering, where bit 0 is the most significant of 64. */
    public static final long COMPAT_POWER9 = 1L << 62;

    /** The compatibility mode of POWER10: bit 2 in IBM's numbering. */
    public static final long COMPAT_POWER10 = 1L << 61;

    /** The compatibility mode of POWER11: bit 3 in IBM's numbering. */
    public static final long COMPAT_POWER11 = 1L << 60;

    /** {@code O_RDWR}: opens a file for reading and writing. */
    public static final int O_RDWR = 2;

    /** {@code O_CLOEXEC}: programs that this process starts do not inherit the descriptor. The same on powerpc and x86. */
    public static final int O_CLOEXEC = 0x80000;

    private KvmAbi() {}
}

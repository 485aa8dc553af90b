// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.backend.tck;

/**
 * The numbers that the tests pass to the kernel and expect from it, for powerpc and for other architectures.
 *
 * <p>Sources: {@code fcntl.h}, {@code errno-base.h}, {@code errno.h} and {@code ioctls.h} in
 * {@code include/uapi/asm-generic/} and {@code arch/powerpc/include/uapi/asm/}; {@code include/uapi/linux/kvm.h}.
 */
final class Linux {

    static final int O_RDONLY = 0;
    static final int O_RDWR = 2;
    static final int O_NOCTTY = 0x100;
    static final int O_CLOEXEC = 0x80000;

    static final int ENOENT = 2;
    static final int E2BIG = 7;
    static final int EBADF = 9;
    static final int EACCES = 13;
    static final int EFAULT = 14;
    static final int ENOTDIR = 20;
    static final int EISDIR = 21;
    static final int EINVAL = 22;
    static final int ENOTTY = 25;
    static final int ENAMETOOLONG = 36;
    static final int ELOOP = 40;

    /**
     * Numbers that no descriptor can have: descriptors are below 2,147,483,584, {@code sysctl_nr_open_max} in
     * {@code fs/file.c}.
     */
    static final int[] NO_DESCRIPTORS = {-1, Integer.MIN_VALUE, Integer.MAX_VALUE};

    static final int KVM_API_VERSION = 12;
    static final long KVM_CAP_NR_MEMSLOTS = 10;
    static final long KVM_CAP_PPC_COMPAT_CAPS = 250;
    static final int SIZE_OF_COMPAT_CAPS = 24;

    /** A request of x86 with the highest of its 32 bits set, whose struct is passed in both directions. */
    static final long KVM_GET_MSR_INDEX_LIST = 0xC004AE02L;

    /** Requests without an argument: FIOCLEX closes a descriptor in a program that this one starts, FIONCLEX does not. */
    final long fioclex;

    final long fionclex;

    /** Writes an int: the number of bytes that can be read. */
    final long fionread;

    /** Read and write four shorts: the size of a terminal's window. */
    final long tiocswinsz;

    final long tiocgwinsz;

    /** The first writes an int: the number of a pseudo-terminal. The second reads an int: whether to lock that terminal. */
    final long tiocgptn;

    final long tiocsptlck;

    final long kvmGetApiVersion;
    final long kvmCreateVm;
    final long kvmCheckExtension;
    final long kvmPpcGetCompatCaps;

    Linux(String architecture) {
        boolean powerpc = architecture.startsWith("ppc");
        fioclex = powerpc ? 0x20006601L : 0x5451L;
        fionclex = powerpc ? 0x20006602L : 0x5450L;
        fionread = powerpc ? 0x4004667FL : 0x541BL;
        tiocswinsz = powerpc ? 0x80087467L : 0x5414L;
        tiocgwinsz = powerpc ? 0x40087468L : 0x5413L;
        tiocgptn = powerpc ? 0x40045430L : 0x80045430L;
        tiocsptlck = powerpc ? 0x80045431L : 0x40045431L;
        long kvm = powerpc ? 0x2000AE00L : 0xAE00L;
        kvmGetApiVersion = kvm;
        kvmCreateVm = kvm | 0x01;
        kvmCheckExtension = kvm | 0x03;
        kvmPpcGetCompatCaps = kvm | 0xB8;
    }
}

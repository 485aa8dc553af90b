// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.benchmarks.start;

import java.nio.ByteBuffer;
import org.compatcaps.spi.SystemCalls;

/**
 * Makes every call through the real backend and replaces two answers, where the kernel said that it has no such thing: that
 * of {@code KVM_CHECK_EXTENSION} for the query, and that of the query. A host that has it answers for itself.
 */
final class StandInCalls implements SystemCalls {

    private static final int CAP_PPC_COMPAT_CAPS = 250;
    private static final int ENOTTY = 25;

    private static final int SIZE = 24;
    private static final int BITMAP = 16;
    private static final long POWER9_AND_POWER10 = 0x6000000000000000L;

    private final SystemCalls real;
    private final long checkExtension;
    private final long getCompatCaps;

    StandInCalls(SystemCalls real) {
        this.real = real;
        // _IO(KVMIO, number), whose direction is another one on powerpc.
        long request = real.architecture().startsWith("ppc") ? 0x2000AE00L : 0xAE00L;
        checkExtension = request | 0x03;
        getCompatCaps = request | 0xB8;
    }

    @Override
    public int open(ByteBuffer path, int flags) {
        return real.open(path, flags);
    }

    @Override
    public int ioctl(int fd, long request, long argument) {
        int answer = real.ioctl(fd, request, argument);
        return answer == 0 && request == checkExtension && argument == CAP_PPC_COMPAT_CAPS ? 1 : answer;
    }

    @Override
    public int ioctl(int fd, long request, ByteBuffer structure) {
        int answer = real.ioctl(fd, request, structure);
        if (answer == -ENOTTY && request == getCompatCaps && structure.remaining() == SIZE) {
            structure.putLong(structure.position(), SIZE);
            structure.putLong(structure.position() + BITMAP, POWER9_AND_POWER10);
            return 0;
        }
        return answer;
    }

    @Override
    public int close(int fd) {
        return real.close(fd);
    }

    @Override
    public String architecture() {
        return real.architecture();
    }

    @Override
    public String kernelRelease() {
        return real.kernelRelease();
    }
}

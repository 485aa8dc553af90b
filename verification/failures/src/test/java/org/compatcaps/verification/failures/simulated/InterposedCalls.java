// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.failures.simulated;

import java.nio.ByteBuffer;
import java.util.function.IntSupplier;
import org.compatcaps.spi.SystemCalls;

/** Stands between the SDK and a kernel, and sees every call before the kernel does. */
abstract class InterposedCalls implements SystemCalls {

    static final String OPEN = "open";
    static final String GET_API_VERSION = "ioctl 0x2000ae00";
    static final String CREATE_VM = "ioctl 0x2000ae01";
    static final String CHECK_EXTENSION = "ioctl 0x2000ae03";
    static final String GET_COMPAT_CAPS = "ioctl 0x2000aeb8";
    static final String CLOSE = "close";

    private static final int NO_DESCRIPTOR = -1;

    private final SystemCalls kernel;

    InterposedCalls(SystemCalls kernel) {
        this.kernel = kernel;
    }

    /**
     * Answers a call.
     *
     * @param call one of the constants of this class, or {@code ioctl} and another request
     * @param descriptor the descriptor it is made on, -1 for open
     * @param real makes the call
     * @return the answer
     */
    abstract int answer(String call, int descriptor, IntSupplier real);

    @Override
    public final int open(ByteBuffer path, int flags) {
        return answer(OPEN, NO_DESCRIPTOR, () -> kernel.open(path, flags));
    }

    @Override
    public final int ioctl(int fd, long request, long argument) {
        return answer(ioctl(request), fd, () -> kernel.ioctl(fd, request, argument));
    }

    @Override
    public final int ioctl(int fd, long request, ByteBuffer structure) {
        return answer(ioctl(request), fd, () -> kernel.ioctl(fd, request, structure));
    }

    @Override
    public final int close(int fd) {
        return answer(CLOSE, fd, () -> kernel.close(fd));
    }

    @Override
    public final String architecture() {
        return kernel.architecture();
    }

    @Override
    public final String kernelRelease() {
        return kernel.kernelRelease();
    }

    private static String ioctl(long request) {
        return "ioctl 0x" + Long.toHexString(request);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.failures.simulated;

import java.nio.ByteBuffer;
import java.util.function.IntSupplier;
import org.compatcaps.backend.mock.KernelCall;
import org.compatcaps.spi.BackendProvider;
import org.compatcaps.spi.SystemCalls;

/** A backend between the SDK and a kernel, which handles every call before the kernel does. */
abstract class InterposedCalls implements BackendProvider, SystemCalls {

    private final SystemCalls kernel;

    InterposedCalls(SystemCalls kernel) {
        this.kernel = kernel;
    }

    /**
     * Answers a call.
     *
     * @param call the call
     * @param real passes the call to the kernel
     * @return the result
     */
    abstract int answer(KernelCall call, IntSupplier real);

    @Override
    public final int open(ByteBuffer path, int flags) {
        return answer(KernelCall.OPEN, () -> kernel.open(path, flags));
    }

    @Override
    public final int ioctl(int fd, long request, long argument) {
        return answer(ioctl(request), () -> kernel.ioctl(fd, request, argument));
    }

    @Override
    public final int ioctl(int fd, long request, ByteBuffer structure) {
        return answer(ioctl(request), () -> kernel.ioctl(fd, request, structure));
    }

    @Override
    public final int close(int fd) {
        return answer(KernelCall.CLOSE, () -> kernel.close(fd));
    }

    /** By the number of the request alone, which is the same on every architecture. */
    private static KernelCall ioctl(long request) {
        return switch ((int) request & 0xFF) {
            case 0x00 -> KernelCall.KVM_GET_API_VERSION;
            case 0x01 -> KernelCall.KVM_CREATE_VM;
            case 0x03 -> KernelCall.KVM_CHECK_EXTENSION;
            case 0xB8, 0xE4 -> KernelCall.KVM_PPC_GET_COMPAT_CAPS;
            default -> KernelCall.OTHER_IOCTL;
        };
    }

    @Override
    public final String architecture() {
        return kernel.architecture();
    }

    @Override
    public final String kernelRelease() {
        return kernel.kernelRelease();
    }

    @Override
    public final String name() {
        return "interposed";
    }

    @Override
    public final int priority() {
        return ONLY_BY_NAME;
    }

    @Override
    public final boolean isNative() {
        return false;
    }

    @Override
    public final SystemCalls bind() {
        return this;
    }
}

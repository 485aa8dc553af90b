// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.internal.kernel;

import java.nio.ByteBuffer;
import java.util.function.IntSupplier;
import org.compatcaps.spi.SystemCalls;

/** The owner of an open descriptor, until it is closed. Only this class makes system calls. Thread-safe. */
final class Descriptor implements AutoCloseable {

    private final SystemCalls calls;
    private final int number;

    Descriptor(SystemCalls calls, int number) {
        this.calls = calls;
        this.number = number;
    }

    /** Opens a file. Programs that this process starts do not inherit the descriptor. */
    static Descriptor open(SystemCalls calls, String path) throws CallFailedException {
        ByteBuffer terminated = SystemCalls.pathOf(path);
        return new Descriptor(calls, call(Kvm.OPEN, () -> calls.open(terminated, KvmAbi.O_RDWR | KvmAbi.O_CLOEXEC)));
    }

    int ioctl(String name, long request, long argument) throws CallFailedException {
        return call(name, () -> calls.ioctl(number, request, argument));
    }

    void ioctl(String name, long request, ByteBuffer structure) throws CallFailedException {
        call(name, () -> calls.ioctl(number, request, structure));
    }

    /** Never retries: after any result but EBADF, another thread may already use the number. */
    @Override
    public void close() throws CallFailedException {
        checked(Kvm.CLOSE, calls.close(number));
    }

    private static int call(String name, IntSupplier call) throws CallFailedException {
        int result = call.getAsInt();
        for (int attempts = 1; result == -Errno.EINTR && attempts < Kvm.ATTEMPTS; attempts++) {
            result = call.getAsInt();
        }
        return checked(name, result);
    }

    private static int checked(String name, int result) throws CallFailedException {
        if (result < 0) {
            throw new CallFailedException(name, -result);
        }
        return result;
    }
}

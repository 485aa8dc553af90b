// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.ioctlcases;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import org.compatcaps.spi.SystemCalls;

/**
 * Calls to the kernel under a JVM, whose other threads open files as well. The kernel gives the lowest free number: numbers
 * below those of a case are taken before it and freed at its first close, so that another thread gets one of these, and a
 * case that goes on to use a number that it closed does not reach the other thread's file.
 */
final class LowerNumbers implements SystemCalls {

    /** More than the files that other threads of a JVM have open for a moment. */
    private static final int COUNT = 32;

    private static final int READ_ONLY = 0;

    private final SystemCalls kernel;
    private final Deque<Integer> taken = new ArrayDeque<>();

    LowerNumbers(SystemCalls kernel) {
        this.kernel = kernel;
    }

    /** Runs a case. One that wants the numbers back that it closes cannot be kept from others. */
    String run(IoctlCase one) {
        if (one.opensAfterClosing()) {
            return one.run(kernel);
        }
        ByteBuffer path = SystemCalls.pathOf("/dev/null");
        for (int i = 0; i < COUNT; i++) {
            int number = kernel.open(path, READ_ONLY);
            if (number < 0) {
                free();
                return "no /dev/null: " + Numbers.answer(number);
            }
            taken.add(number);
        }
        try {
            return one.run(this);
        } finally {
            free();
        }
    }

    private void free() {
        while (!taken.isEmpty()) {
            kernel.close(taken.remove());
        }
    }

    @Override
    public int open(ByteBuffer path, int flags) {
        return kernel.open(path, flags);
    }

    @Override
    public int ioctl(int fd, long request, long argument) {
        return kernel.ioctl(fd, request, argument);
    }

    @Override
    public int ioctl(int fd, long request, ByteBuffer structure) {
        return kernel.ioctl(fd, request, structure);
    }

    @Override
    public int close(int fd) {
        free();
        return kernel.close(fd);
    }
}

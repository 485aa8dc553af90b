// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.backend.jna;

import com.sun.jna.Function;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import org.compatcaps.spi.SystemCalls;

/**
 * System calls through JNA.
 *
 * <p>The functions are called by themselves and not through an interface, for which JNA would generate a class and look each
 * call up. Direct mapping, which is faster still, cannot declare a function variadic.
 */
final class JnaSystemCalls implements SystemCalls {

    /** Two arguments are fixed and what follows is variadic: where JNA's calls have {@link Function#USE_VARARGS}. */
    private static final int VARIADIC_AFTER_TWO = 2 << 7;

    private static final int NO_MODE = 0;

    /** The C library is part of this process, whatever its file is called. */
    private final NativeLibrary process = NativeLibrary.getProcess();

    private final Function open = process.getFunction("open", VARIADIC_AFTER_TWO);
    private final Function ioctl = process.getFunction("ioctl", VARIADIC_AFTER_TWO);
    private final Function close = process.getFunction("close");

    @Override
    public int open(ByteBuffer path, int flags) {
        try {
            return result(open.invokeInt(new Object[] {addressOf(path), flags, NO_MODE}));
        } finally {
            Reference.reachabilityFence(path);
        }
    }

    @Override
    public int ioctl(int fd, long request, long argument) {
        return result(ioctl.invokeInt(new Object[] {fd, request, argument}));
    }

    @Override
    public int ioctl(int fd, long request, ByteBuffer structure) {
        try {
            return result(ioctl.invokeInt(new Object[] {fd, request, addressOf(structure)}));
        } finally {
            Reference.reachabilityFence(structure);
        }
    }

    @Override
    public int close(int fd) {
        return result(close.invokeInt(new Object[] {fd}));
    }

    /** JNA keeps errno for each thread, and keeps it after a success too: it is to be asked for after a failure only. */
    private static int result(int answer) {
        return answer == -1 ? -Native.getLastError() : answer;
    }

    private static Pointer addressOf(ByteBuffer buffer) {
        SystemCalls.requireDirect(buffer);
        return Native.getDirectBufferPointer(buffer).share(buffer.position());
    }
}

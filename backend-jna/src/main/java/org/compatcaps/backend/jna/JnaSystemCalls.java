// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.backend.jna;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.lang.ref.Reference;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.util.Map;
import org.compatcaps.spi.SystemCalls;

/**
 * The system calls through JNA.
 *
 * <p>{@code Native.load} would make JNA refer to {@link LibC} permanently. An application that has the SDK, but shares JNA
 * with others, could then not be unloaded. A proxy of JNA's handler would need a generated class. Generating it takes 8 % of
 * the processor time to a first answer on JDK 25, and 3 % on JDK 17 (medians of 21 pairs).
 */
final class JnaSystemCalls implements SystemCalls {

    private static final Object[] NO_MODE = {};

    /** Without a file name, which varies: the C library is part of this process. */
    private final Library.Handler libc = new Library.Handler(null, LibC.class, Map.of());

    private final Method open = function("open", Pointer.class, int.class, Object[].class);
    private final Method ioctl = function("ioctl", int.class, long.class, Object[].class);
    private final Method close = function("close", int.class);

    @Override
    public int open(ByteBuffer path, int flags) {
        try {
            return call(open, addressOf(path), flags, NO_MODE);
        } finally {
            Reference.reachabilityFence(path);
        }
    }

    @Override
    public int ioctl(int fd, long request, long argument) {
        return call(ioctl, fd, request, new Object[] {argument});
    }

    @Override
    public int ioctl(int fd, long request, ByteBuffer structure) {
        try {
            return call(ioctl, fd, request, new Object[] {addressOf(structure)});
        } finally {
            Reference.reachabilityFence(structure);
        }
    }

    @Override
    public int close(int fd) {
        return call(close, fd);
    }

    /** Reads errno only after a failure. JNA stores it for each thread, and also after a success, when it is undefined. */
    private int call(Method function, Object... arguments) {
        int returned;
        try {
            returned = (Integer) libc.invoke(this, function, arguments);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("A call of a C function threw a checked exception", e);
        }
        return returned == -1 ? -Native.getLastError() : returned;
    }

    private static Method function(String name, Class<?>... parameters) {
        try {
            return LibC.class.getMethod(name, parameters);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Pointer addressOf(ByteBuffer buffer) {
        SystemCalls.requireDirect(buffer);
        return Native.getDirectBufferPointer(buffer).share(buffer.position());
    }
}

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
 * System calls through JNA.
 *
 * <p>What JNA would put behind an object that implements {@link LibC} is called here without that object, whose class would
 * have to be generated first: an eighth of the time that JNA takes to its first call.
 */
final class JnaSystemCalls implements SystemCalls {

    private static final Object[] NO_MODE = {};

    /** No name: the C library is part of this process, whatever its file is called. */
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

    /** JNA keeps errno for each thread, and keeps it after a success too: it is to be asked for after a failure only. */
    private int call(Method function, Object... arguments) {
        int answer;
        try {
            answer = (Integer) libc.invoke(null, function, arguments);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            // Declared by what the handler implements; the C library throws nothing.
            throw new IllegalStateException(e);
        }
        return answer == -1 ? -Native.getLastError() : answer;
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

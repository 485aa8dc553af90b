// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.backend.ffm;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import org.compatcaps.spi.SystemCalls;

/** System calls through the JDK's foreign-function API. */
final class FfmSystemCalls implements SystemCalls {

    private static final Linker.Option CAPTURE_ERRNO = Linker.Option.captureCallState("errno");
    private static final StructLayout CAPTURE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = CAPTURE.varHandle(StructLayout.PathElement.groupElement("errno"));

    /** The calls have two fixed arguments; what follows is variadic. */
    private static final Linker.Option VARIADIC = Linker.Option.firstVariadicArg(2);

    // In static finals, so that the JIT compiler sees through them.
    private static final MethodHandle OPEN =
            link("open", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT), VARIADIC, CAPTURE_ERRNO);
    private static final MethodHandle IOCTL_NUMBER =
            link("ioctl", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG), VARIADIC, CAPTURE_ERRNO);
    private static final MethodHandle IOCTL_STRUCTURE =
            link("ioctl", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS), VARIADIC, CAPTURE_ERRNO);
    private static final MethodHandle CLOSE = link("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT), CAPTURE_ERRNO);

    /** Where errno lands right behind a call: one place for each thread, because threads fail at the same time. */
    private static final ThreadLocal<MemorySegment> CAPTURED =
            ThreadLocal.withInitial(() -> Arena.ofAuto().allocate(CAPTURE));

    @Override
    public int open(ByteBuffer path, int flags) {
        SystemCalls.requireDirect(path);
        MemorySegment captured = CAPTURED.get();
        try {
            return result((int) OPEN.invokeExact(captured, MemorySegment.ofBuffer(path), flags, 0), captured);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    @Override
    public int ioctl(int fd, long request, long argument) {
        MemorySegment captured = CAPTURED.get();
        try {
            return result((int) IOCTL_NUMBER.invokeExact(captured, fd, request, argument), captured);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    @Override
    public int ioctl(int fd, long request, ByteBuffer structure) {
        SystemCalls.requireDirect(structure);
        MemorySegment captured = CAPTURED.get();
        try {
            return result(
                    (int) IOCTL_STRUCTURE.invokeExact(captured, fd, request, MemorySegment.ofBuffer(structure)),
                    captured);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    @Override
    public int close(int fd) {
        MemorySegment captured = CAPTURED.get();
        try {
            return result((int) CLOSE.invokeExact(captured, fd), captured);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    private static int result(int answer, MemorySegment captured) {
        return answer == -1 ? -(int) ERRNO.get(captured, 0L) : answer;
    }

    @SuppressWarnings("restricted") // that is what this module is for
    private static MethodHandle link(String name, FunctionDescriptor function, Linker.Option... options) {
        Linker linker = Linker.nativeLinker();
        MemorySegment address = linker.defaultLookup()
                .find(name)
                .orElseThrow(() -> new UnsatisfiedLinkError("The C library has no function " + name));
        return linker.downcallHandle(address, function, options);
    }

    /** The handles declare Throwable, but a downcall throws none of its own; errors of the JVM pass through. */
    private static RuntimeException unexpected(Throwable e) {
        if (e instanceof Error) {
            throw (Error) e;
        }
        if (e instanceof RuntimeException) {
            return (RuntimeException) e;
        }
        return new IllegalStateException(e);
    }
}

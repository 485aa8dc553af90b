// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.backend.ffm;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import org.compatcaps.spi.SystemCalls;

/**
 * The system calls through the JDK's foreign-function API. Java 11 to 21 use the other class of this name.
 *
 * <p>All functions share the function descriptor of {@code ioctl}: two arguments, then a variadic one, each in a 64-bit
 * register. An {@code int} is passed sign-extended, as the calling conventions of 64-bit Linux require or allow.
 * {@code close} has one argument, is not variadic, and ignores the others. With a descriptor for each function, a program
 * takes 11 % more processor time to its first answer. With the handle for errno created at the start, it takes 4 % more. Both
 * together cost 15 % (288 instead of 250 ms; medians of 21 pairs on JDK 25).
 */
final class FfmSystemCalls implements SystemCalls {

    private static final Linker LINKER = Linker.nativeLinker();

    @SuppressWarnings("restricted") // this module exists to call native code
    private static final MethodHandle CALL = LINKER.downcallHandle(
            FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG),
            Linker.Option.firstVariadicArg(2),
            Linker.Option.captureCallState("errno"));

    private static final MemorySegment OPEN = find("open");
    private static final MemorySegment IOCTL = find("ioctl");
    private static final MemorySegment CLOSE = find("close");

    private static final long NONE = 0;

    /** Receives errno right after a call. Each thread has a segment, because several calls can fail at the same time. */
    private static final ThreadLocal<MemorySegment> CAPTURED =
            ThreadLocal.withInitial(() -> Arena.ofAuto().allocate(Linker.Option.captureStateLayout()));

    private FfmSystemCalls() {}

    static SystemCalls bind() {
        return new FfmSystemCalls();
    }

    @Override
    public int open(ByteBuffer path, int flags) {
        SystemCalls.requireDirect(path);
        try {
            return call(OPEN, addressOf(path), flags, NONE);
        } finally {
            Reference.reachabilityFence(path);
        }
    }

    @Override
    public int ioctl(int fd, long request, long argument) {
        return call(IOCTL, fd, request, argument);
    }

    @Override
    public int ioctl(int fd, long request, ByteBuffer structure) {
        SystemCalls.requireDirect(structure);
        try {
            return call(IOCTL, fd, request, addressOf(structure));
        } finally {
            Reference.reachabilityFence(structure);
        }
    }

    @Override
    public int close(int fd) {
        return call(CLOSE, fd, NONE, NONE);
    }

    private static int call(MemorySegment function, long first, long second, long third) {
        MemorySegment captured = CAPTURED.get();
        int returned;
        try {
            returned = (int) CALL.invokeExact(function, captured, first, second, third);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("A call of a C function threw a checked exception", e);
        }
        return returned == -1 ? -Errno.in(captured) : returned;
    }

    private static long addressOf(ByteBuffer buffer) {
        return MemorySegment.ofBuffer(buffer).address();
    }

    private static MemorySegment find(String name) {
        return LINKER.defaultLookup()
                .find(name)
                .orElseThrow(() -> new UnsatisfiedLinkError("The C library has no function " + name));
    }

    /** A separate class, so that only a failed call creates the handle. */
    private static final class Errno {

        private static final StructLayout CAPTURE = Linker.Option.captureStateLayout();
        private static final VarHandle ERRNO = CAPTURE.varHandle(PathElement.groupElement("errno"));

        static int in(MemorySegment captured) {
            return (int) ERRNO.get(captured, 0L);
        }
    }
}

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
import java.util.Optional;
import org.compatcaps.spi.SystemCalls;

/**
 * System calls through the JDK's foreign-function API. Takes the place of the class by this name that older Javas see.
 *
 * <p>Linking is most of what a first answer costs, and each further shape of call costs a tenth of the first. So there is one
 * for all three functions: two arguments, then a variadic one, each in a register of 64 bits. An {@code int} is passed
 * extended by its sign, as the calling conventions of all 64-bit Linux have it or allow it. {@code close} has one argument and
 * is not variadic; it does not look at the others, and what the caller of a variadic function provides in addition is
 * harmless to it.
 */
final class FfmSystemCalls implements SystemCalls {

    private static final Linker LINKER = Linker.nativeLinker();

    /** In a static final, like the addresses, so that the JIT compiler sees through it. */
    @SuppressWarnings("restricted") // that is what this module is for
    private static final MethodHandle CALL = LINKER.downcallHandle(
            FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG),
            Linker.Option.firstVariadicArg(2),
            Linker.Option.captureCallState("errno"));

    private static final MemorySegment OPEN = find("open");
    private static final MemorySegment IOCTL = find("ioctl");
    private static final MemorySegment CLOSE = find("close");

    private static final long NONE = 0;

    /** Where errno lands right behind a call: one place for each thread, because threads fail at the same time. */
    private static final ThreadLocal<MemorySegment> CAPTURED = new ThreadLocal<>();

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
        if (captured == null) {
            captured = Arena.ofAuto().allocate(Linker.Option.captureStateLayout());
            CAPTURED.set(captured);
        }
        int answer;
        try {
            answer = (int) CALL.invokeExact(function, captured, first, second, third);
        } catch (Throwable e) {
            throw unexpected(e);
        }
        return answer == -1 ? -Errno.in(captured) : answer;
    }

    private static long addressOf(ByteBuffer buffer) {
        return MemorySegment.ofBuffer(buffer).address();
    }

    private static MemorySegment find(String name) {
        Optional<MemorySegment> address = LINKER.defaultLookup().find(name);
        if (address.isEmpty()) {
            throw new UnsatisfiedLinkError("The C library has no function " + name);
        }
        return address.get();
    }

    /** The handle declares Throwable, but a downcall throws none of its own; errors of the JVM pass through. */
    private static RuntimeException unexpected(Throwable e) {
        if (e instanceof Error) {
            throw (Error) e;
        }
        if (e instanceof RuntimeException) {
            return (RuntimeException) e;
        }
        return new IllegalStateException(e);
    }

    /** A class of its own, because only a call that fails has need of it. */
    private static final class Errno {

        private static final StructLayout CAPTURE = Linker.Option.captureStateLayout();
        private static final VarHandle ERRNO = CAPTURE.varHandle(PathElement.groupElement("errno"));

        static int in(MemorySegment captured) {
            return (int) ERRNO.get(captured, 0L);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.spi;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.compatcaps.internal.Environment;

/**
 * The system calls that the SDK makes, as Linux defines them in {@code open(2)}, {@code ioctl(2)} and {@code close(2)}.
 *
 * <pre>{@code
 * final class MySystemCalls implements SystemCalls { // by JNI, in C functions that return -errno on failure
 *     @Override public native int open(ByteBuffer path, int flags);
 *     @Override public native int ioctl(int fd, long request, long argument);
 *     @Override public native int ioctl(int fd, long request, ByteBuffer structure);
 *     @Override public native int close(int fd);
 * }
 * }</pre>
 *
 * <p><b>Results.</b> Each call answers what the kernel answered: zero or more on success, and on failure the negated
 * {@code errno} (for example {@code -2} for {@code ENOENT}), the way the kernel itself hands errors over. The C library's
 * {@code -1} must never be returned as such: read {@code errno} on the thread that made the call, before anything else can
 * overwrite it, and only after the call answered {@code -1}, since {@code errno} is undefined after a success.
 *
 * <p><b>No policy.</b> An implementation makes exactly one system call for each method call. It does not retry (not even on
 * {@code EINTR}), does not interpret request numbers or contents of buffers, and does not log.
 *
 * <p><b>Buffers</b> are direct and stay reachable until the call has returned. The kernel gets the address of the byte at
 * the buffer's position; position, limit and byte order are not changed. {@link #requireDirect} checks what can be checked.
 *
 * <p><b>Binding.</b> In C, {@code open} and {@code ioctl} are variadic: {@code int open(const char *, int, ...)},
 * {@code int ioctl(int, unsigned long, ...)}. Bind them as such wherever the binding library supports it. On ppc64le the
 * caller of a variadic function must provide a parameter save area, and the C library writes into it; a binding that
 * declares a fixed argument list can crash there or corrupt the caller, and will look fine on x86_64.
 *
 * <p>Implementations are thread-safe: any number of threads may be inside any of the methods.
 */
public interface SystemCalls {

    /**
     * Opens a file: {@code open(path, flags)}.
     *
     * @param path the path in a direct buffer, as {@link #pathOf} makes it: the bytes from position to limit, of which the
     *     last is zero
     * @param flags the flags, in the values of the host's own {@code fcntl.h}; never {@code O_CREAT} or
     *     {@code O_TMPFILE}, so that the call has no third argument
     * @return the new descriptor, zero or more, or the negated errno
     * @throws IllegalArgumentException if the buffer is not direct or is read-only
     */
    int open(ByteBuffer path, int flags);

    /**
     * Controls a device by a number: {@code ioctl(fd, request, argument)}.
     *
     * @param fd the descriptor
     * @param request the request number, an {@code unsigned long} in C, to be passed in all its 64 bits
     * @param argument the argument, passed as a 64-bit integer
     * @return the kernel's answer, zero or more, or the negated errno
     */
    int ioctl(int fd, long request, long argument);

    /**
     * Controls a device by a structure that the kernel reads, writes or both: {@code ioctl(fd, request, &structure)}.
     *
     * @param fd the descriptor
     * @param request the request number, an {@code unsigned long} in C, to be passed in all its 64 bits
     * @param structure the structure in a direct, writable buffer, from position to limit, in the host's byte order
     * @return the kernel's answer, zero or more, or the negated errno
     * @throws IllegalArgumentException if the buffer is not direct or is read-only
     */
    int ioctl(int fd, long request, ByteBuffer structure);

    /**
     * Closes a descriptor: {@code close(fd)}. On Linux the descriptor is gone after any answer but {@code EBADF}, so a
     * close is never repeated.
     *
     * @param fd the descriptor
     * @return zero, or the negated errno
     */
    int close(int fd);

    /**
     * The architecture of the host whose kernel these calls reach, by the name that Java has for it in {@code os.arch}:
     * {@code ppc64le}, {@code ppc64}, {@code amd64}, {@code aarch64} and so on. The SDK computes request numbers for it.
     *
     * <p>The default, the architecture of this JVM, is right for calls that go to the kernel under this JVM.
     *
     * @return the architecture
     */
    default String architecture() {
        return Environment.osArchitecture();
    }

    /**
     * The release of the kernel that these calls reach, as {@code uname -r} prints it, such as {@code 7.3.4-1-powerpc64le}.
     * The SDK uses it only to explain why a host does not have the query, never to decide whether it has.
     *
     * <p>The default, the kernel under this JVM, is right for calls that go there.
     *
     * @return the release
     */
    default String kernelRelease() {
        return Environment.osVersion();
    }

    /**
     * A path in the form in which {@link #open} takes it.
     *
     * @param path the path
     * @return a direct buffer with the path's bytes in UTF-8 and a terminating zero
     * @throws IllegalArgumentException if the path contains a zero character, at which the kernel would cut it off
     */
    static ByteBuffer pathOf(String path) {
        if (path.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("The path of a file cannot contain a zero character");
        }
        byte[] bytes = path.getBytes(StandardCharsets.UTF_8);
        // A new buffer is zeroed, which terminates the path.
        ByteBuffer terminated = ByteBuffer.allocateDirect(bytes.length + 1);
        terminated.put(bytes);
        terminated.rewind();
        return terminated;
    }

    /**
     * Refuses a buffer whose memory the kernel could not read and write.
     *
     * @param buffer a buffer that is about to be passed to the kernel
     * @throws IllegalArgumentException if the buffer is on the Java heap, whose objects move, or is read-only, which the
     *     kernel would not respect
     */
    static void requireDirect(ByteBuffer buffer) {
        if (!buffer.isDirect()) {
            throw new IllegalArgumentException("A system call needs a direct buffer; this one is on the Java heap");
        }
        if (buffer.isReadOnly()) {
            throw new IllegalArgumentException("A system call needs a writable buffer; this one is read-only");
        }
    }
}

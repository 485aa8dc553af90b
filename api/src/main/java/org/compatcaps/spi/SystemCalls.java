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
 * <p><b>Results.</b> Each method returns what the kernel returned: zero or more on success, and on failure the negated
 * {@code errno}, for example {@code -2} for {@code ENOENT}. Never return the C library's {@code -1} as such. Read
 * {@code errno} on the thread that made the call, before anything else can overwrite it. Read it only after the call returned
 * {@code -1}, because {@code errno} is undefined after a success.
 *
 * <p><b>No policy.</b> An implementation makes exactly one system call for each method call. It does not retry (not even on
 * {@code EINTR}), does not interpret request numbers or the contents of buffers, and does not log.
 *
 * <p><b>Buffers</b> are direct, and must stay reachable until the call has returned. The kernel gets the address of the byte
 * at the buffer's position. An implementation does not change position, limit or byte order. {@link #requireDirect} checks a
 * buffer.
 *
 * <p><b>Binding.</b> In C, {@code open} and {@code ioctl} are variadic: {@code int open(const char *, int, ...)},
 * {@code int ioctl(int, unsigned long, ...)}. Bind them as such wherever the binding library supports it. On ppc64le the
 * caller of a variadic function must provide a parameter save area, into which the C library writes. A binding that declares
 * a fixed argument list can crash there or corrupt the caller, although it works on x86_64.
 *
 * <p>Implementations are thread-safe: any number of threads may call any method at the same time.
 */
public interface SystemCalls {

    /**
     * Opens a file: {@code open(path, flags)}.
     *
     * @param path the path in a direct buffer, as {@link #pathOf} returns it: the bytes from position to limit, the last of
     *     which is zero
     * @param flags the flags, as the host's {@code fcntl.h} defines them; never {@code O_CREAT} or {@code O_TMPFILE}, so that
     *     the call has no third argument
     * @return the new descriptor, zero or more, or the negated errno
     * @throws IllegalArgumentException if the buffer is not direct or is read-only
     */
    int open(ByteBuffer path, int flags);

    /**
     * Calls {@code ioctl(fd, request, argument)} with a number.
     *
     * @param fd the descriptor
     * @param request the request number, an {@code unsigned long} in C, to be passed in all its 64 bits
     * @param argument the argument, passed as a 64-bit integer
     * @return the kernel's answer, zero or more, or the negated errno
     */
    int ioctl(int fd, long request, long argument);

    /**
     * Calls {@code ioctl(fd, request, &structure)} with a structure that the kernel reads, writes or both.
     *
     * @param fd the descriptor
     * @param request the request number, an {@code unsigned long} in C, to be passed in all its 64 bits
     * @param structure the structure in a direct, writable buffer, from position to limit, in the host's byte order
     * @return the kernel's answer, zero or more, or the negated errno
     * @throws IllegalArgumentException if the buffer is not direct or is read-only
     */
    int ioctl(int fd, long request, ByteBuffer structure);

    /**
     * Closes a descriptor: {@code close(fd)}. Linux releases the descriptor even if the call fails, so a close is never
     * repeated.
     *
     * @param fd the descriptor
     * @return zero, or the negated errno
     */
    int close(int fd);

    /**
     * Returns the architecture of the host whose kernel these calls reach, as {@code os.arch} names it, such as
     * {@code ppc64le} or {@code amd64}. The SDK computes request numbers for it.
     *
     * <p>The default is the architecture of this JVM, for calls that go to the kernel under this JVM.
     *
     * @return the architecture
     */
    default String architecture() {
        return Environment.osArchitecture();
    }

    /**
     * Returns the release of the kernel that these calls reach, as {@code uname -r} prints it, such as
     * {@code 7.3.4-1-powerpc64le}. The SDK uses it only to explain why a host does not have
     * {@code KVM_PPC_GET_COMPAT_CAPS}, not to detect that.
     *
     * <p>The default is the release of the kernel under this JVM. Override it if the calls go to another kernel.
     *
     * @return the release
     */
    default String kernelRelease() {
        return Environment.osVersion();
    }

    /**
     * Returns a path in the form that {@link #open} takes.
     *
     * @param path the path
     * @return a direct buffer with the path's bytes in UTF-8 and a terminating zero
     * @throws IllegalArgumentException if the path contains a NUL character, where the kernel would truncate it
     */
    static ByteBuffer pathOf(String path) {
        if (path.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(
                    "The path of a file cannot contain a NUL character. Check where the path comes from.");
        }
        byte[] bytes = path.getBytes(StandardCharsets.UTF_8);
        // A new buffer is zeroed, which terminates the path.
        ByteBuffer terminated = ByteBuffer.allocateDirect(bytes.length + 1);
        terminated.put(bytes);
        terminated.rewind();
        return terminated;
    }

    /**
     * Rejects a buffer that must not be passed to the kernel.
     *
     * @param buffer a buffer that is about to be passed to the kernel
     * @throws IllegalArgumentException if the buffer is on the Java heap, where objects move, or is read-only: the kernel
     *     would write into it nevertheless
     */
    static void requireDirect(ByteBuffer buffer) {
        if (!buffer.isDirect()) {
            throw new IllegalArgumentException(
                    "A system call needs a direct buffer, and this one is on the Java heap. Use ByteBuffer.allocateDirect.");
        }
        if (buffer.isReadOnly()) {
            throw new IllegalArgumentException("A system call needs a writable buffer, and this one is read-only.");
        }
    }
}

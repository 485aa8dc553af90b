// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.backend.jnr;

import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import jnr.ffi.LibraryLoader;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;
import org.compatcaps.spi.SystemCalls;

/** System calls through jnr-ffi. */
final class JnrSystemCalls implements SystemCalls {

    private final LibC libc = LibraryLoader.create(LibC.class).failImmediately().load("c");
    private final Runtime runtime = Runtime.getRuntime(libc);

    @Override
    public int open(ByteBuffer path, int flags) {
        try {
            return result(libc.open(addressOf(path), flags, 0));
        } finally {
            Reference.reachabilityFence(path);
        }
    }

    @Override
    public int ioctl(int fd, long request, long argument) {
        return result(libc.ioctl(fd, request, argument));
    }

    @Override
    public int ioctl(int fd, long request, ByteBuffer structure) {
        try {
            return result(libc.ioctl(fd, request, addressOf(structure)));
        } finally {
            Reference.reachabilityFence(structure);
        }
    }

    @Override
    public int close(int fd) {
        return result(libc.close(fd));
    }

    /** jnr-ffi keeps errno for each thread as it was right behind the call. */
    private int result(int answer) {
        return answer == -1 ? -runtime.getLastError() : answer;
    }

    private Pointer addressOf(ByteBuffer buffer) {
        SystemCalls.requireDirect(buffer);
        // A slice, because not every release of jnr-ffi takes a buffer's position into account.
        return Pointer.wrap(runtime, buffer.slice());
    }
}

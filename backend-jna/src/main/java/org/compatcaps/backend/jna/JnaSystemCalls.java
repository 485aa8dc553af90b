// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.backend.jna;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import org.compatcaps.spi.SystemCalls;

/** System calls through JNA. */
final class JnaSystemCalls implements SystemCalls {

    /** No name: the C library is part of this process, whatever its file is called. */
    private final LibC libc = Native.load(null, LibC.class);

    @Override
    public int open(ByteBuffer path, int flags) {
        try {
            return result(libc.open(addressOf(path), flags));
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

    /** JNA keeps errno for each thread, and keeps it after a success too: it is to be asked for after a failure only. */
    private static int result(int answer) {
        return answer == -1 ? -Native.getLastError() : answer;
    }

    private static Pointer addressOf(ByteBuffer buffer) {
        SystemCalls.requireDirect(buffer);
        return Native.getDirectBufferPointer(buffer).share(buffer.position());
    }
}

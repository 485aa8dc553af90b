// SPDX-License-Identifier: Apache-2.0
package org.compatcaps;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.compatcaps.spi.BackendProvider;
import org.compatcaps.spi.SystemCalls;

/** A registered backend, which tests select by its name, as an application does. */
public final class RegisteredBackend implements BackendProvider {

    static final String NAME = "registered";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int priority() {
        return ONLY_BY_NAME;
    }

    /** Returns a kernel that has every capability, and one bitmap. */
    @Override
    public SystemCalls bind() {
        return new SystemCalls() {
            @Override
            public int open(ByteBuffer path, int flags) {
                return 3;
            }

            @Override
            public int ioctl(int fd, long request, long argument) {
                return (request & 0xff) == 0 ? 12 : 1;
            }

            @Override
            public int ioctl(int fd, long request, ByteBuffer structure) {
                structure.duplicate().order(ByteOrder.nativeOrder()).putLong(16, 0x4000000000000000L);
                return 0;
            }

            @Override
            public int close(int fd) {
                return 0;
            }
        };
    }
}

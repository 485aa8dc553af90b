// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.benchmarks.start;

import java.nio.ByteBuffer;
import org.compatcaps.spi.BackendProvider;
import org.compatcaps.spi.SystemCalls;

/** A backend that makes no call and loads no library, to measure the SDK alone. */
public final class NothingProvider implements BackendProvider {

    private static final int VERSION = 12;
    private static final int ENOTTY = 25;

    /** Not registered anywhere; see {@link StandIn#BACKEND}. */
    public NothingProvider() {}

    @Override
    public String name() {
        return "nothing";
    }

    @Override
    public int priority() {
        return ONLY_BY_NAME;
    }

    @Override
    public SystemCalls bind() {
        return new Calls();
    }

    /** Returns the version, a missing capability, a VM, and ENOTTY for the query: {@link StandInCalls} replaces the rest. */
    private static final class Calls implements SystemCalls {

        @Override
        public int open(ByteBuffer path, int flags) {
            return 0;
        }

        @Override
        public int ioctl(int fd, long request, long argument) {
            return (request & 0xFF) == 0 ? VERSION : 0;
        }

        @Override
        public int ioctl(int fd, long request, ByteBuffer structure) {
            return -ENOTTY;
        }

        @Override
        public int close(int fd) {
            return 0;
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.benchmarks.start;

import java.nio.ByteBuffer;
import org.compatcaps.spi.LinuxBackendProvider;
import org.compatcaps.spi.SystemCalls;

/** A backend that makes no call and loads no library: what is left is the cost of the SDK itself. */
public final class NothingProvider extends LinuxBackendProvider {

    private static final int VERSION = 12;
    private static final int ENOTTY = 25;

    /** Not registered anywhere; see {@link StandIn#BACKEND}. */
    public NothingProvider() {
        super("nothing", ONLY_BY_NAME);
    }

    @Override
    protected SystemCalls bind() {
        return new Calls();
    }

    /** The version, a capability that is not there, a VM, and no query: {@link StandInCalls} has the rest. */
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

// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.backend.jna;

import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.compatcaps.backend.tck.LinuxSystemCallsTck;
import org.compatcaps.spi.BackendProvider;
import org.compatcaps.spi.SystemCalls;
import org.compatcaps.spi.UnavailableException;
import org.junit.jupiter.api.AfterEach;

/**
 * Runs the suite while each closed number immediately becomes the number of another file, as if other threads opened files. A
 * test that still uses such a number always fails here, instead of occasionally.
 */
class ClosedNumbersTest extends LinuxSystemCallsTck {

    private OtherFiles calls;

    @Override
    protected BackendProvider provider() {
        return new BackendProvider() {
            @Override
            public String name() {
                return "closed-numbers";
            }

            @Override
            public int priority() {
                return ONLY_BY_NAME;
            }

            @Override
            public SystemCalls bind() throws UnavailableException {
                calls = new OtherFiles(new JnaBackendProvider().bind());
                return calls;
            }
        };
    }

    @AfterEach
    void closeOtherFiles() {
        calls.closeAll();
    }

    private static final class OtherFiles implements SystemCalls {

        private static final int READ_ONLY = 0;

        private final SystemCalls real;
        private final Set<Integer> others = ConcurrentHashMap.newKeySet();

        OtherFiles(SystemCalls real) {
            this.real = real;
        }

        @Override
        public int open(ByteBuffer path, int flags) {
            return real.open(path, flags);
        }

        @Override
        public int ioctl(int fd, long request, long argument) {
            requireOwn(fd);
            return real.ioctl(fd, request, argument);
        }

        @Override
        public int ioctl(int fd, long request, ByteBuffer structure) {
            requireOwn(fd);
            return real.ioctl(fd, request, structure);
        }

        @Override
        public int close(int fd) {
            requireOwn(fd);
            int result = real.close(fd);
            if (result == 0) {
                openOther(fd);
            }
            return result;
        }

        private void requireOwn(int fd) {
            if (others.contains(fd)) {
                throw new AssertionError(fd + " was closed and is now the number of another file");
            }
        }

        /** The kernel returns the lowest free number, so that several files may be necessary. */
        private void openOther(int closed) {
            ByteBuffer path = SystemCalls.pathOf("/dev/null");
            int other;
            do {
                other = real.open(path, READ_ONLY);
                others.add(other);
            } while (other >= 0 && other < closed);
        }

        void closeAll() {
            others.forEach(real::close);
        }
    }
}

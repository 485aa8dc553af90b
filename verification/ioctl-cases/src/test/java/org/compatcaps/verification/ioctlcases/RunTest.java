// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.ioctlcases;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import org.compatcaps.backend.mock.SimulatedHost;
import org.compatcaps.spi.SystemCalls;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Writes beside a struct are in the result. No kernel makes them, so a run that misses them would pass. */
class RunTest {

    /** A backend whose query writes one byte at an offset from the struct. */
    private record WritesBeside(SystemCalls kernel, int offset) implements SystemCalls {

        @Override
        public int open(ByteBuffer path, int flags) {
            return kernel.open(path, flags);
        }

        @Override
        public int ioctl(int fd, long request, long argument) {
            return kernel.ioctl(fd, request, argument);
        }

        @Override
        public int ioctl(int fd, long request, ByteBuffer structure) {
            structure.duplicate().clear().put(structure.position() + offset, (byte) 0);
            return 0;
        }

        @Override
        public int close(int fd) {
            return kernel.close(fd);
        }
    }

    @ParameterizedTest
    @CsvSource({"-1, 0{24 0 119}!-1", "24, 0{24 0 119}!24"})
    void writeBesideTheStructIsShown(int offset, String result) throws Exception {
        String line = "one\tioctl(vm, KVM_PPC_GET_COMPAT_CAPS, {24 0 0x77})\tx\t-\t-\t-\t-\tyes";
        SystemCalls calls = new WritesBeside(SimulatedHost.builder().build().bind(), offset);
        assertEquals(result, IoctlCase.read(line).get(0).run(calls));
    }
}

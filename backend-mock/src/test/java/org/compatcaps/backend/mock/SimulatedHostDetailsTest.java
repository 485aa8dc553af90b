// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.backend.mock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.util.List;
import org.compatcaps.KernelInterface;
import org.compatcaps.spi.BackendProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the results that a test reads from a simulated host, and the limits of its settings. */
class SimulatedHostDetailsTest {

    private static final int ENOTTY = 25;

    private final SimulatedHost host = SimulatedHost.builder().build();

    @Test
    void bothProvidersHaveTheSameNameAndAreNeverChosenAutomatically() {
        for (BackendProvider provider : List.of(host, new MockBackendProvider())) {
            assertEquals("mock", provider.name());
            assertEquals(BackendProvider.ONLY_BY_NAME, provider.priority());
        }
    }

    @Test
    void recordedCallHasItsKindAndResult() {
        int vm = host.createVm();
        RecordedCall created = host.calls().get(1);
        assertEquals(KernelCall.KVM_CREATE_VM, created.call());
        assertEquals(vm, created.result());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4095})
    void smallestAndLargestErrorNumbersAreAccepted(int errno) {
        host.fail(KernelCall.CLOSE, errno);
        assertEquals(-errno, host.bind().close(3));
    }

    @Test
    void zeroFailuresLetTheCallSucceed() {
        host.fail(KernelCall.KVM_CREATE_VM, 12, 0);
        assertEquals(4, host.createVm());
    }

    @Test
    void failedCreateVmNamesTheErrorNumber() {
        host.fail(KernelCall.KVM_CREATE_VM, 12);
        IllegalStateException e = assertThrows(IllegalStateException.class, host::createVm);
        assertEquals("The simulated KVM_CREATE_VM failed with errno 12", e.getMessage());
    }

    @Test
    void emptyPathIsRecorded() {
        assertEquals(-2, host.bind().open(ByteBuffer.allocateDirect(1), 2));
        assertEquals("open(\"\", 0x2) = -2", host.calls().get(0).toString());
    }

    @Test
    void firstPostedQueryIsMissingWithoutNestedVirtualization() {
        SimulatedHost bareMetal = SimulatedHost.builder()
                .bareMetal()
                .kernelInterface(KernelInterface.FIRST_POSTED)
                .build();
        int answer = bareMetal.bind().ioctl(bareMetal.createVm(), 0x4010AEE4L, ByteBuffer.allocateDirect(16));
        assertEquals(-ENOTTY, answer);
    }
}

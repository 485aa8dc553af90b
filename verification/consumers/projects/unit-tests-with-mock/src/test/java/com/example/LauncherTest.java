// SPDX-License-Identifier: Apache-2.0
package com.example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.compatcaps.KernelCallException;
import org.compatcaps.KvmHost;
import org.compatcaps.ProcessorMode;
import org.compatcaps.backend.mock.InstalledHost;
import org.compatcaps.backend.mock.KernelCall;
import org.compatcaps.backend.mock.SimulatedHost;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** One line replaces the real host by a simulated one. */
class LauncherTest {

    @AutoClose
    final InstalledHost kvm =
            SimulatedHost.builder().processor(ProcessorMode.POWER10).build().install();

    private final Launcher launcher = new Launcher();

    @AfterEach
    void nothingStaysOpen() {
        kvm.host().assertNothingOpen();
    }

    @Test
    void guestGetsRequestedMode() {
        assertEquals(
                List.of("-accel", "kvm", "-machine", "pseries,max-cpu-compat=power9"),
                launcher.optionsFor(ProcessorMode.POWER9));
    }

    @Test
    void modeThatHostLacksIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> launcher.optionsFor(ProcessorMode.POWER11));
    }

    @Test
    void outOfMemoryOfKernelIsReported() {
        kvm.host().fail(KernelCall.KVM_CREATE_VM, 12);
        KernelCallException e =
                assertThrows(KernelCallException.class, () -> launcher.optionsFor(ProcessorMode.POWER9));
        assertEquals("ENOMEM", e.errnoName().orElseThrow());
    }

    @Test
    void passedHostNeedsNoInstallation() {
        SimulatedHost power11 =
                SimulatedHost.builder().processor(ProcessorMode.POWER11).build();
        try (KvmHost host = KvmHost.builder().backend(power11).open()) {
            assertEquals("power11", launcher.newestModeOn(host));
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package com.example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import org.compatcaps.ProcessorMode;
import org.compatcaps.backend.mock.InstalledHost;
import org.compatcaps.backend.mock.SimulatedHost;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The same with two methods, for older JUnits and other frameworks, and with a host for one test alone. */
class HostsTest {

    private InstalledHost kvm;

    @BeforeEach
    void simulate() {
        kvm = SimulatedHost.builder().withoutNestedVirtualization().build().install();
    }

    @AfterEach
    void backToTheRealHost() {
        kvm.close();
    }

    @Test
    void withoutTheQueryTheGuestGetsNoMode() {
        assertEquals(List.of("-accel", "kvm", "-machine", "pseries"), new Launcher().optionsFor(ProcessorMode.POWER9));
        assertFalse(kvm.host().calls().isEmpty());
    }

    @Test
    void anotherHostForOneTest() {
        kvm.close();
        try (InstalledHost power11 =
                SimulatedHost.builder().processor(ProcessorMode.POWER11).build().install()) {
            new Launcher().optionsFor(ProcessorMode.POWER11);
            assertFalse(power11.host().calls().isEmpty());
        }
    }
}

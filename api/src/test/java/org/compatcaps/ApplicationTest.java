// SPDX-License-Identifier: Apache-2.0
package org.compatcaps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests the entry points of applications with a registered backend. */
class ApplicationTest {

    private static final String PROPERTY = "compatcaps.backend";

    @BeforeEach
    void selectByProperty() {
        System.setProperty(PROPERTY, RegisteredBackend.NAME);
    }

    @AfterEach
    void clearProperty() {
        System.clearProperty(PROPERTY);
    }

    @Test
    void listNamesTheRegisteredBackend() {
        List<Backend> backends = Backend.list();
        assertEquals(1, backends.size(), backends.toString());
        assertEquals(
                "registered: available if selected explicitly", backends.get(0).toString());
    }

    @Test
    void queryUsesTheSelectedBackend() {
        assertEquals(Set.of(ProcessorMode.POWER9), CompatCaps.query().modes());
    }

    @Test
    void openUsesTheSelectedBackend() {
        try (KvmHost host = KvmHost.open()) {
            assertEquals(RegisteredBackend.NAME, host.backend());
            assertTrue(host.supportsCompatCaps());
        }
    }

    @Test
    void builderUsesTheNamedBackendAndDevice() {
        System.clearProperty(PROPERTY);
        try (KvmHost host = KvmHost.builder()
                .backend(RegisteredBackend.NAME)
                .device("/dev/other")
                .open()) {
            assertEquals(RegisteredBackend.NAME, host.backend());
            assertEquals("/dev/other", host.device());
            assertFalse(host.compatCaps().modes().isEmpty());
        }
    }
}

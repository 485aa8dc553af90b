// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.backend.mock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.Set;
import org.compatcaps.Backend;
import org.compatcaps.BackendUnavailableException;
import org.compatcaps.CompatCaps;
import org.compatcaps.KernelCallException;
import org.compatcaps.KernelInterface;
import org.compatcaps.KvmHost;
import org.compatcaps.NestedApi;
import org.compatcaps.NoKvmException;
import org.compatcaps.ProcessorMode;
import org.compatcaps.QueryNotSupportedException;
import org.compatcaps.spi.BackendProblem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the mock as an unmodified application uses it, with a new provider for each test. */
class MockBackendProviderTest {

    private static final String[] PROPERTIES = {"modes", "mode", "bitmap", "host", "interface", "fail"};

    @AfterEach
    void clearProperties() {
        System.clearProperty("compatcaps.backend");
        for (String property : PROPERTIES) {
            System.clearProperty("compatcaps.mock." + property);
        }
    }

    private static void set(String property, String value) {
        System.setProperty("compatcaps.mock." + property, value);
    }

    private static CompatCaps query() {
        try (KvmHost host = KvmHost.builder().backend(new MockBackendProvider()).open()) {
            return host.compatCaps();
        }
    }

    @Test
    void mockIsOnlyUsedIfItIsSelected() {
        Backend mock = Backend.list().get(0);
        assertEquals("mock: available if selected explicitly", mock.toString());
        assertThrows(BackendUnavailableException.class, CompatCaps::query);
        System.setProperty("compatcaps.backend", "mock");
        assertTrue(CompatCaps.query().supports(ProcessorMode.POWER10));
    }

    @Test
    void defaultIsAPower10Partition() {
        assertEquals(
                CompatCaps.ofBitmap(0x6000000000000000L)
                        .withKernelInterface(KernelInterface.RELEASED)
                        .withNestedApi(NestedApi.V1),
                query());
    }

    @Test
    void modesAreParsed() {
        set("modes", "power11, POWER9");
        assertEquals(Set.of(ProcessorMode.POWER9, ProcessorMode.POWER11), query().modes());
        set("modes", "");
        assertEquals(Set.of(), query().modes());
    }

    @Test
    void bitmapInterfaceAndHostAreParsed() {
        set("bitmap", "0xE000000000000001");
        set("interface", "first-posted");
        set("host", "nested-v2");
        assertEquals(
                CompatCaps.ofBitmap(0xE000000000000001L)
                        .withKernelInterface(KernelInterface.FIRST_POSTED)
                        .withNestedApi(NestedApi.V2),
                query());
        set("interface", "released");
        set("host", "nested-v1");
        assertEquals(
                CompatCaps.ofBitmap(0xE000000000000001L)
                        .withKernelInterface(KernelInterface.RELEASED)
                        .withNestedApi(NestedApi.V1),
                query());
    }

    @ParameterizedTest
    @CsvSource({"no-nested, NO_NESTED_VIRTUALIZATION", "bare-metal, NO_NESTED_VIRTUALIZATION"})
    void hostsWithoutTheQueryReportTheReason(String host, QueryNotSupportedException.Reason reason) {
        set("host", host);
        assertEquals(
                reason,
                assertThrows(QueryNotSupportedException.class, MockBackendProviderTest::query)
                        .reason());
    }

    @Test
    void olderKernelAndMissingKvmAreReported() {
        set("interface", "none");
        assertEquals(
                QueryNotSupportedException.Reason.KERNEL_TOO_OLD,
                assertThrows(QueryNotSupportedException.class, MockBackendProviderTest::query)
                        .reason());
        set("host", "no-kvm");
        assertThrows(NoKvmException.class, MockBackendProviderTest::query);
    }

    @Test
    void callsFailAsConfigured() {
        set("fail", "KVM_CREATE_VM:12, close:5");
        KernelCallException e = assertThrows(KernelCallException.class, MockBackendProviderTest::query);
        assertEquals(Optional.of("KVM_CREATE_VM"), e.call());
        assertEquals(Optional.of("ENOMEM"), e.errnoName());
        assertEquals(Optional.of("close"), ((KernelCallException) e.getSuppressed()[0]).call());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "modes|power8",
                "modes|power9,",
                "bitmap|6000000000000000",
                "bitmap|0x",
                "bitmap|0x12345678123456781",
                "host|x86",
                "interface|second",
                "fail|KVM_CREATE_VM",
                "fail|KVM_CREATE_VM:ENOMEM",
                "fail|KVM_CREATE_VM:0",
                "fail|fork:1",
            })
    void invalidPropertyIsAnError(String property, String value) {
        set(property, value);
        BackendUnavailableException e = assertThrows(BackendUnavailableException.class, MockBackendProviderTest::query);
        assertTrue(
                e.getMessage().contains("the system property compatcaps.mock." + property + " is '" + value + "'"),
                e.getMessage());
        assertEquals(
                Optional.of(BackendProblem.WRONG_SETTING), e.backends().get(0).problem());
    }

    @Test
    void misspeltPropertyIsAnError() {
        set("mode", "power9");
        BackendUnavailableException e = assertThrows(BackendUnavailableException.class, MockBackendProviderTest::query);
        assertTrue(e.getMessage().contains("compatcaps.mock.mode is unknown"), e.getMessage());
        assertTrue(
                e.getMessage()
                        .contains(
                                "Use compatcaps.mock.NAME, where NAME is one of modes, bitmap, host, interface, fail"),
                e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"modes", "bitmap"})
    void modesAndBitmapExcludeEachOther(String property) {
        set("modes", "power9");
        set("bitmap", "0x0");
        BackendUnavailableException e = assertThrows(BackendUnavailableException.class, MockBackendProviderTest::query);
        assertTrue(e.getMessage().contains("compatcaps.mock." + property), e.getMessage());
    }
}

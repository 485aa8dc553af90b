// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.backend.mock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.compatcaps.CompatCaps;
import org.compatcaps.CompatCapsException;
import org.compatcaps.KernelInterface;
import org.compatcaps.KvmHost;
import org.compatcaps.KvmReloadRequiredException;
import org.compatcaps.NestedApi;
import org.compatcaps.NoKvmException;
import org.compatcaps.ProcessorMode;
import org.compatcaps.QueryNotSupportedException;
import org.compatcaps.QueryNotSupportedException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the whole SDK on a simulated host, as an application's tests do. */
class SimulatedHostTest {

    private static final int ENOMEM = 12;

    private static CompatCaps ask(SimulatedHost host) {
        try (KvmHost kvm = KvmHost.builder().backend(host).open()) {
            return kvm.compatCaps();
        } finally {
            assertEquals(Set.of(), host.openDescriptors());
        }
    }

    @Test
    void defaultIsAPower10Partition() {
        assertEquals(
                CompatCaps.ofBitmap(0x6000000000000000L)
                        .withKernelInterface(KernelInterface.RELEASED)
                        .withNestedApi(NestedApi.V1),
                ask(SimulatedHost.builder().build()));
    }

    @ParameterizedTest
    @EnumSource
    void processorReportsItsOwnModeAndTheOlderOnes(ProcessorMode processor) {
        CompatCaps caps = ask(SimulatedHost.builder().processor(processor).build());
        assertEquals(Optional.of(processor), caps.highest());
        assertEquals(processor.ordinal() + 1, caps.modes().size());
        assertTrue(caps.supports(ProcessorMode.POWER9));
    }

    @Test
    void nestedApiV2IsReported() {
        CompatCaps caps = ask(SimulatedHost.builder()
                .nestedApiV2()
                .modes(ProcessorMode.POWER11)
                .build());
        assertEquals(
                CompatCaps.ofBitmap(0x1000000000000000L)
                        .withKernelInterface(KernelInterface.RELEASED)
                        .withNestedApi(NestedApi.V2),
                caps);
    }

    @Test
    void firstPostedInterfaceKeepsUnknownBits() {
        CompatCaps caps = ask(SimulatedHost.builder()
                .kernelInterface(KernelInterface.FIRST_POSTED)
                .bitmap(0xE000000000000001L)
                .build());
        assertEquals(Optional.of(KernelInterface.FIRST_POSTED), caps.kernelInterface());
        assertEquals(0x8000000000000001L, caps.unknownBits());
        assertEquals(Set.of(ProcessorMode.POWER9, ProcessorMode.POWER10), caps.modes());
    }

    @Test
    void firstPostedInterfaceUnderV1ReportsOnlyTheOwnMode() {
        CompatCaps caps = ask(SimulatedHost.builder()
                .kernelInterface(KernelInterface.FIRST_POSTED)
                .processor(ProcessorMode.POWER11)
                .build());
        assertEquals(0x1000000000000000L, caps.bitmap());
        assertEquals(EnumSet.allOf(ProcessorMode.class), caps.modes());
    }

    @Test
    void firstPostedInterfaceUnderV2ReportsAllModes() {
        CompatCaps caps = ask(SimulatedHost.builder()
                .kernelInterface(KernelInterface.FIRST_POSTED)
                .nestedApiV2()
                .processor(ProcessorMode.POWER11)
                .build());
        assertEquals(0x7000000000000000L, caps.bitmap());
    }

    @Test
    void migrationUnderV1ChangesTheNextAnswer() {
        SimulatedHost host =
                SimulatedHost.builder().processor(ProcessorMode.POWER10).build();
        try (KvmHost kvm = KvmHost.builder().backend(host).open()) {
            assertEquals(Optional.of(ProcessorMode.POWER10), kvm.compatCaps().highest());
            host.migrate(ProcessorMode.POWER9);
            assertEquals(Set.of(ProcessorMode.POWER9), kvm.compatCaps().modes());
        }
        host.reloadModules();
        assertEquals(Set.of(ProcessorMode.POWER9), ask(host).modes());
    }

    @Test
    void migrationUnderV1OfFirstPostedInterfaceReportsOnlyTheOwnMode() {
        SimulatedHost host = SimulatedHost.builder()
                .kernelInterface(KernelInterface.FIRST_POSTED)
                .build();
        host.migrate(ProcessorMode.values());
        assertEquals(0x1000000000000000L, ask(host).bitmap());
    }

    @Test
    void migrationUnderV2PreventsVmsUntilModulesAreReloaded() {
        SimulatedHost host = SimulatedHost.builder()
                .nestedApiV2()
                .modes(ProcessorMode.POWER10)
                .build();
        int vm = host.createVm();
        try (KvmHost kvm = KvmHost.builder().backend(host).open()) {
            host.migrate(ProcessorMode.POWER9);
            assertThrows(KvmReloadRequiredException.class, kvm::compatCaps);
            assertTrue(kvm.supportsCompatCaps());
            assertEquals(Set.of(ProcessorMode.POWER10), kvm.compatCaps(vm).modes());
            assertThrows(IllegalStateException.class, host::reloadModules);
        }
        assertThrows(IllegalStateException.class, host::reloadModules);
        host.bind().close(vm);
        host.reloadModules();
        assertEquals(Set.of(ProcessorMode.POWER9), ask(host).modes());
    }

    @Test
    void onlyPartitionsWithNestedVirtualizationMigrate() {
        SimulatedHost host = SimulatedHost.builder().bareMetal().build();
        assertThrows(IllegalStateException.class, () -> host.migrate(ProcessorMode.POWER9));
    }

    @Test
    void hostCanHaveNoModes() {
        assertEquals(Set.of(), ask(SimulatedHost.builder().modes().build()).modes());
    }

    @Test
    void hostsWithoutTheQueryReportTheReason() {
        assertNotSupported(
                Reason.NO_NESTED_VIRTUALIZATION, SimulatedHost.builder().withoutNestedVirtualization());
        assertNotSupported(
                Reason.NO_NESTED_VIRTUALIZATION, SimulatedHost.builder().bareMetal());
        assertNotSupported(Reason.KERNEL_TOO_OLD, SimulatedHost.builder().withoutQuery());
    }

    private static void assertNotSupported(Reason reason, SimulatedHost.Builder builder) {
        SimulatedHost host = builder.build();
        QueryNotSupportedException e = assertThrows(QueryNotSupportedException.class, () -> ask(host));
        assertEquals(reason, e.reason());
        for (RecordedCall call : host.calls()) {
            assertFalse(call.call() == KernelCall.KVM_CREATE_VM, call.toString());
        }
    }

    @Test
    void hostWithoutKvmThrowsNoKvmException() {
        assertThrows(
                NoKvmException.class,
                () -> ask(SimulatedHost.builder().withoutKvm().build()));
    }

    @Test
    void queryOnTheApplicationsVmLeavesItOpen() {
        SimulatedHost host = SimulatedHost.builder().build();
        int vm = host.createVm();
        try (KvmHost kvm = KvmHost.builder().backend(host).open()) {
            assertTrue(kvm.compatCaps(vm).supports(ProcessorMode.POWER10));
        }
        assertEquals(Set.of(vm), host.openDescriptors());
        host.bind().close(vm);
        assertEquals(Set.of(), host.openDescriptors());
    }

    @Test
    void createVmFailsOnHostsThatCannotCreateVms() {
        assertThrows(
                IllegalStateException.class,
                () -> SimulatedHost.builder()
                        .withoutNestedVirtualization()
                        .build()
                        .createVm());
        assertThrows(
                IllegalStateException.class,
                () -> SimulatedHost.builder().withoutKvm().build().createVm());
    }

    @Test
    void callsOfAQueryAreRecorded() {
        SimulatedHost host = SimulatedHost.builder().build();
        ask(host);
        List<String> calls = new ArrayList<>();
        for (RecordedCall call : host.calls()) {
            calls.add(call.toString());
        }
        assertEquals(
                List.of(
                        "open(\"/dev/kvm\", 0x80002) = 3",
                        "ioctl(3, KVM_GET_API_VERSION, 0) = 12",
                        "ioctl(3, KVM_CHECK_EXTENSION, 250) = 1",
                        "ioctl(3, KVM_CREATE_VM, 0) = 4",
                        "ioctl(4, KVM_PPC_GET_COMPAT_CAPS, {...}) = 0",
                        "close(4) = 0",
                        "ioctl(3, KVM_CHECK_EXTENSION, 160) = 1",
                        "close(3) = 0"),
                calls);
        host.clearCalls();
        assertEquals(List.of(), host.calls());
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "OTHER_IOCTL")
    void anyCallCanFail(KernelCall call) {
        SimulatedHost host = SimulatedHost.builder().build();
        host.fail(call, ENOMEM);
        CompatCapsException e = assertThrows(CompatCapsException.class, () -> ask(host));
        assertEquals(Optional.of(call.kernelName()), e.call());
        assertEquals(Optional.of("ENOMEM"), e.errnoName());
        host.clearFailures();
        assertTrue(ask(host).supports(ProcessorMode.POWER9));
    }

    @Test
    void callCanFailALimitedNumberOfTimes() {
        SimulatedHost host = SimulatedHost.builder().build();
        host.fail(KernelCall.KVM_CREATE_VM, ENOMEM, 2);
        assertThrows(CompatCapsException.class, () -> ask(host));
        assertThrows(CompatCapsException.class, () -> ask(host));
        assertTrue(ask(host).supports(ProcessorMode.POWER9));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 4096})
    void invalidErrorNumbersAreRejected(int errno) {
        SimulatedHost host = SimulatedHost.builder().build();
        assertThrows(IllegalArgumentException.class, () -> host.fail(KernelCall.OPEN, errno));
        assertThrows(IllegalArgumentException.class, () -> host.fail(KernelCall.OPEN, ENOMEM, -1));
    }

    @Test
    void numberOfRecordedCallsIsLimited() {
        SimulatedHost host = SimulatedHost.builder().build();
        for (int i = 0; i < 10_001; i++) {
            host.bind().close(i);
        }
        assertEquals(10_000, host.calls().size());
        assertEquals("close(1) = -9", host.calls().get(0).toString());
    }

    @Test
    void queryDuringCloseAnswersOrReportsAClosedHost() throws Exception {
        for (int round = 0; round < 50; round++) {
            SimulatedHost host = SimulatedHost.builder().build();
            KvmHost kvm = KvmHost.builder().backend(host).open();
            ExecutorService executor = Executors.newFixedThreadPool(4);
            try {
                List<Future<?>> askers = new ArrayList<>();
                for (int i = 0; i < 4; i++) {
                    askers.add(executor.submit(() -> askUntilClosed(kvm)));
                }
                kvm.close();
                for (Future<?> asker : askers) {
                    asker.get();
                }
            } finally {
                executor.shutdownNow();
            }
            assertEquals(Set.of(), host.openDescriptors());
            for (RecordedCall call : host.calls()) {
                assertTrue(call.result() >= 0, call.toString());
            }
        }
    }

    private static void askUntilClosed(KvmHost kvm) {
        try {
            while (true) {
                assertEquals(
                        Optional.of(ProcessorMode.POWER10), kvm.compatCaps().highest());
            }
        } catch (IllegalStateException closed) {
            assertTrue(closed.getMessage().contains("closed"), closed.getMessage());
        }
    }

    @Test
    void everyOperatingSystemCanSimulateAHost() {
        String before = System.getProperty("os.name");
        System.setProperty("os.name", "Mac OS X");
        try (KvmHost kvm =
                KvmHost.builder().backend(SimulatedHost.builder().build()).open()) {
            assertTrue(kvm.supportsCompatCaps());
        } finally {
            System.setProperty("os.name", before);
        }
    }

    @Test
    void assertNothingOpenNamesOpenDescriptors() {
        SimulatedHost host = SimulatedHost.builder().build();
        host.assertNothingOpen();
        int vm = host.createVm();
        AssertionError e = assertThrows(AssertionError.class, host::assertNothingOpen);
        assertTrue(e.getMessage().contains("{" + vm + "=VM}"), e.getMessage());
        host.bind().close(vm);
        host.assertNothingOpen();
    }
}

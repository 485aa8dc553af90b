// SPDX-License-Identifier: Apache-2.0
package org.compatcaps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CompatCapsTest {

    @Test
    void modesAreOldestFirst() {
        CompatCaps caps = CompatCaps.of(ProcessorMode.POWER11, ProcessorMode.POWER9);
        assertEquals(List.of(ProcessorMode.POWER9, ProcessorMode.POWER11), new ArrayList<>(caps.modes()));
        assertEquals(0x5000000000000000L, caps.bitmap());
        assertTrue(caps.supports(ProcessorMode.POWER9));
        assertFalse(caps.supports(ProcessorMode.POWER10));
        assertEquals(Optional.of(ProcessorMode.POWER11), caps.highest());
    }

    @Test
    void hashCodeDependsOnTheBitmap() {
        assertNotEquals(
                CompatCaps.of(ProcessorMode.POWER9).hashCode(),
                CompatCaps.of(ProcessorMode.POWER10).hashCode());
    }

    @Test
    void modesMayBeEmpty() {
        CompatCaps caps = CompatCaps.of();
        assertEquals(Set.of(), caps.modes());
        assertEquals(Optional.empty(), caps.highest());
        assertEquals(0, caps.bitmap());
        assertEquals(
                "CompatCaps[no modes; version=1;bitmap=0x0000000000000000;interface=unknown;nestedApi=unknown;estimate=false]",
                caps.toString());
    }

    @Test
    void unknownBitsAreKept() {
        CompatCaps caps = CompatCaps.ofBitmap(0xE800000000000001L);
        assertEquals(0xE800000000000001L, caps.bitmap());
        assertEquals(0x8800000000000001L, caps.unknownBits());
        assertEquals(Set.of(ProcessorMode.POWER9, ProcessorMode.POWER10), caps.modes());
    }

    @Test
    void bitsAreCountedFromTheMostSignificant() {
        for (ProcessorMode mode : ProcessorMode.values()) {
            assertFalse(CompatCaps.ofBitmap(1L << 1 | 1L << 2 | 1L << 3).supports(mode), mode.name());
        }
        assertEquals(
                EnumSet.allOf(ProcessorMode.class),
                CompatCaps.ofBitmap(0x7000000000000000L).modes());
    }

    @Test
    void firstPostedInterfaceUnderV1ImpliesOlderModes() {
        CompatCaps power10 = CompatCaps.ofBitmap(0x2000000000000001L)
                .withKernelInterface(KernelInterface.FIRST_POSTED)
                .withNestedApi(NestedApi.V1);
        assertEquals(0x2000000000000001L, power10.bitmap());
        assertEquals(1, power10.unknownBits());
        assertEquals(EnumSet.of(ProcessorMode.POWER9, ProcessorMode.POWER10), power10.modes());
        assertTrue(power10.supports(ProcessorMode.POWER9));
        assertFalse(power10.supports(ProcessorMode.POWER11));
        assertEquals(
                EnumSet.of(ProcessorMode.POWER10),
                power10.withNestedApi(NestedApi.V2).modes());
        assertEquals(
                EnumSet.of(ProcessorMode.POWER10),
                power10.withKernelInterface(KernelInterface.RELEASED).modes());
        assertEquals(
                Set.of(),
                CompatCaps.ofBitmap(1)
                        .withKernelInterface(KernelInterface.FIRST_POSTED)
                        .withNestedApi(NestedApi.V1)
                        .modes());
    }

    @Test
    void commonOfFirstPostedInterfaceUnderV1HasOlderModes() {
        CompatCaps power11 = CompatCaps.ofBitmap(0x1000000000000000L)
                .withKernelInterface(KernelInterface.FIRST_POSTED)
                .withNestedApi(NestedApi.V1);
        CompatCaps power10 = CompatCaps.ofBitmap(0x2000000000000000L)
                .withKernelInterface(KernelInterface.FIRST_POSTED)
                .withNestedApi(NestedApi.V1);
        CompatCaps released = CompatCaps.ofBitmap(0x6000000000000000L)
                .withKernelInterface(KernelInterface.RELEASED)
                .withNestedApi(NestedApi.V1);
        Set<ProcessorMode> expected = EnumSet.of(ProcessorMode.POWER9, ProcessorMode.POWER10);
        assertEquals(expected, CompatCaps.common(List.of(power11, power10)).modes());
        assertEquals(expected, CompatCaps.common(List.of(power11, released)).modes());
        assertEquals(CompatCaps.common(List.of(power11, released)), CompatCaps.common(List.of(released, power11)));
    }

    @Test
    void ofHasNoKernelInterfaceAndNoNestedApi() {
        CompatCaps caps = CompatCaps.of(ProcessorMode.POWER9);
        assertEquals(Optional.empty(), caps.kernelInterface());
        assertEquals(Optional.empty(), caps.nestedApi());
    }

    @Test
    void withersSetKernelInterfaceAndNestedApi() {
        CompatCaps caps = CompatCaps.ofBitmap(1L << 62)
                .withKernelInterface(KernelInterface.FIRST_POSTED)
                .withNestedApi(NestedApi.V2);
        assertEquals(Optional.of(KernelInterface.FIRST_POSTED), caps.kernelInterface());
        assertEquals(Optional.of(NestedApi.V2), caps.nestedApi());
        assertThrows(NullPointerException.class, () -> caps.withKernelInterface(null));
        assertThrows(NullPointerException.class, () -> caps.withNestedApi(null));
    }

    @Test
    void equalsComparesEverything() {
        CompatCaps caps = CompatCaps.ofBitmap(1L << 62)
                .withKernelInterface(KernelInterface.RELEASED)
                .withNestedApi(NestedApi.V1);
        assertEquals(
                caps,
                CompatCaps.ofBitmap(1L << 62)
                        .withKernelInterface(KernelInterface.RELEASED)
                        .withNestedApi(NestedApi.V1));
        assertEquals(
                caps.hashCode(),
                CompatCaps.ofBitmap(1L << 62)
                        .withKernelInterface(KernelInterface.RELEASED)
                        .withNestedApi(NestedApi.V1)
                        .hashCode());
        assertNotEquals(
                caps,
                CompatCaps.ofBitmap(1L << 61)
                        .withKernelInterface(KernelInterface.RELEASED)
                        .withNestedApi(NestedApi.V1));
        assertNotEquals(
                caps,
                CompatCaps.ofBitmap(1L << 62)
                        .withKernelInterface(KernelInterface.FIRST_POSTED)
                        .withNestedApi(NestedApi.V1));
        assertNotEquals(
                caps,
                CompatCaps.ofBitmap(1L << 62)
                        .withKernelInterface(KernelInterface.RELEASED)
                        .withNestedApi(NestedApi.V2));
        assertNotEquals(caps, CompatCaps.of(ProcessorMode.POWER9));
        assertNotEquals(caps, "something else");
    }

    @Test
    void toStringNamesModesAndText() {
        assertEquals(
                "CompatCaps[POWER9, POWER10;"
                        + " version=1;bitmap=0x6000000000000001;interface=released;nestedApi=v1;estimate=false]",
                CompatCaps.ofBitmap(0x6000000000000001L)
                        .withKernelInterface(KernelInterface.RELEASED)
                        .withNestedApi(NestedApi.V1)
                        .toString());
    }

    @Test
    void highestAtMostReturnsTheNewestModeUpToTheWantedOne() {
        CompatCaps caps = CompatCaps.of(ProcessorMode.POWER9, ProcessorMode.POWER11);
        assertEquals(Optional.of(ProcessorMode.POWER9), caps.highestAtMost(ProcessorMode.POWER9));
        assertEquals(Optional.of(ProcessorMode.POWER9), caps.highestAtMost(ProcessorMode.POWER10));
        assertEquals(Optional.of(ProcessorMode.POWER11), caps.highestAtMost(ProcessorMode.POWER11));
        assertEquals(Optional.empty(), CompatCaps.of(ProcessorMode.POWER10).highestAtMost(ProcessorMode.POWER9));
        assertEquals(Optional.empty(), CompatCaps.ofBitmap(1).highestAtMost(ProcessorMode.POWER11));
        assertThrows(NullPointerException.class, () -> caps.highestAtMost(null));
    }

    @Test
    void commonHasTheBitsOfAllHosts() {
        CompatCaps power11 = CompatCaps.ofBitmap(0x7000000000000000L)
                .withKernelInterface(KernelInterface.RELEASED)
                .withNestedApi(NestedApi.V1);
        CompatCaps power10 = CompatCaps.ofBitmap(0x6000000000000000L)
                .withKernelInterface(KernelInterface.RELEASED)
                .withNestedApi(NestedApi.V1);
        assertEquals(power10, CompatCaps.common(List.of(power11, power10)));
        assertEquals(power10, CompatCaps.common(List.of(power10, power11, power10)));
        assertEquals(power11, CompatCaps.common(Set.of(power11)));
        assertEquals(
                CompatCaps.of(),
                CompatCaps.common(List.of(
                        CompatCaps.of(ProcessorMode.POWER9),
                        CompatCaps.of(ProcessorMode.POWER10),
                        CompatCaps.of(ProcessorMode.POWER9, ProcessorMode.POWER10))));
    }

    @Test
    void commonKeepsUnknownBitsOfAllHosts() {
        CompatCaps common = CompatCaps.common(
                List.of(CompatCaps.ofBitmap(0x4800000000000003L), CompatCaps.ofBitmap(0x6800000000000001L)));
        assertEquals(0x4800000000000001L, common.bitmap());
        assertEquals(0x0800000000000001L, common.unknownBits());
    }

    @Test
    void commonKeepsInterfaceAndNestedApiOfAllHosts() {
        CompatCaps v1 = CompatCaps.ofBitmap(1L << 62)
                .withKernelInterface(KernelInterface.RELEASED)
                .withNestedApi(NestedApi.V1);
        CompatCaps v2 = CompatCaps.ofBitmap(1L << 62)
                .withKernelInterface(KernelInterface.RELEASED)
                .withNestedApi(NestedApi.V2);
        CompatCaps firstPosted = CompatCaps.ofBitmap(1L << 62)
                .withKernelInterface(KernelInterface.FIRST_POSTED)
                .withNestedApi(NestedApi.V1);
        CompatCaps byHand = CompatCaps.of(ProcessorMode.POWER9);
        assertEquals(
                CompatCaps.ofBitmap(1L << 62).withKernelInterface(KernelInterface.RELEASED),
                CompatCaps.common(List.of(v1, v2)));
        assertEquals(
                CompatCaps.ofBitmap(1L << 62).withNestedApi(NestedApi.V1), CompatCaps.common(List.of(v1, firstPosted)));
        assertEquals(byHand, CompatCaps.common(List.of(v2, byHand)));
        // A third host that agrees with one of two does not hide their difference.
        assertEquals(Optional.empty(), CompatCaps.common(List.of(v1, v2, v2)).nestedApi());
    }

    @Test
    void commonWithAnEstimateIsAnEstimate() {
        CompatCaps answer = CompatCaps.ofBitmap(1L << 62)
                .withKernelInterface(KernelInterface.RELEASED)
                .withNestedApi(NestedApi.V1);
        CompatCaps estimate =
                CompatCaps.ofBitmap(3L << 61).withNestedApi(NestedApi.V1).asEstimate();
        CompatCaps common = CompatCaps.common(List.of(answer, estimate));
        assertEquals(CompatCaps.ofBitmap(1L << 62).withNestedApi(NestedApi.V1).asEstimate(), common);
        assertTrue(CompatCaps.common(List.of(estimate, answer)).estimated());
        assertFalse(CompatCaps.common(List.of(answer, answer)).estimated());
    }

    @Test
    void commonOfNoHostsIsAnError() {
        assertThrows(IllegalArgumentException.class, () -> CompatCaps.common(List.of()));
    }

    @Test
    void estimateDiffersFromAnAnswer() {
        CompatCaps estimate =
                CompatCaps.ofBitmap(1L << 62).withNestedApi(NestedApi.V1).asEstimate();
        assertTrue(estimate.estimated());
        assertEquals(
                "CompatCaps[POWER9; version=1;bitmap=0x4000000000000000;interface=unknown;nestedApi=v1;estimate=true]",
                estimate.toString());
        CompatCaps answer = CompatCaps.ofBitmap(1L << 62).withNestedApi(NestedApi.V1);
        assertFalse(answer.estimated());
        assertNotEquals(answer, estimate);
        assertNotEquals(answer.hashCode(), estimate.hashCode());
    }

    @Test
    void modesCannotBeModified() {
        Set<ProcessorMode> modes = CompatCaps.of(ProcessorMode.POWER9).modes();
        assertThrows(UnsupportedOperationException.class, () -> modes.add(ProcessorMode.POWER10));
        assertThrows(UnsupportedOperationException.class, modes::clear);
    }

    @Test
    void modesHaveTheNamesAndNumbersOfIbmQemuAndLibvirt() {
        assertMode(
                ProcessorMode.POWER9, 0x4000000000000000L, 0x0f000005, "3.0", "power9", "POWER9 (architected)", "3.5");
        assertMode(
                ProcessorMode.POWER10,
                0x2000000000000000L,
                0x0f000006,
                "3.1",
                "power10",
                "POWER10 (architected)",
                "8.4");
        assertMode(
                ProcessorMode.POWER11,
                0x1000000000000000L,
                0x0f000007,
                "3.1",
                "power11",
                "Power11 (architected)",
                "11.4");
    }

    @Test
    void originDependsOnTheNestedApi() {
        assertEquals("modes derived from the partition's mode at each query", NestedApi.V1.origin());
        assertEquals("modes negotiated with the hypervisor when kvm_hv was loaded", NestedApi.V2.origin());
    }

    private static void assertMode(
            ProcessorMode mode, long mask, int logicalPvr, String isaLevel, String name, String cpu, String since) {
        assertEquals(mask, mode.mask());
        assertEquals(logicalPvr, mode.logicalPvr());
        assertEquals(isaLevel, mode.isaLevel());
        assertEquals(name, mode.qemuName());
        assertEquals("max-cpu-compat=" + name, mode.qemuMachineProperty());
        assertEquals(name, mode.libvirtModel());
        assertEquals("<cpu mode='host-model'><model>" + name + "</model></cpu>", mode.libvirtXml());
        assertEquals("host-model", mode.libvirtCpuMode());
        assertEquals(
                "<cpu mode='host-passthrough'/>"
                        + "<qemu:commandline xmlns:qemu='http://libvirt.org/schemas/domain/qemu/1.0'>"
                        + "<qemu:arg value='-machine'/><qemu:arg value='max-cpu-compat=" + name
                        + "'/></qemu:commandline>",
                mode.libvirtPassthroughXml());
        assertEquals(since, mode.libvirtSince());
        assertEquals(cpu, mode.guestCpuName());
    }
}

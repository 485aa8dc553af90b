// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.compatcaps.KernelInterface;
import org.compatcaps.ProcessorMode;
import org.compatcaps.backend.mock.KernelCall;
import org.compatcaps.backend.mock.SimulatedHost;
import org.junit.jupiter.api.Test;

/** The findings about the platform, kernel and modules of simulated hosts. */
class HostChecksTest extends SimulatedPartition {

    @Test
    void powerVmHasNestedApiV2() throws IOException {
        file("proc/device-tree/compatible", "IBM,9080-HEX\0");
        remove("proc/device-tree/hypervisor");
        Diagnosis diagnosis = examine(host().nestedApiV2().modes(ProcessorMode.POWER10));
        assertOnlyFaults(diagnosis, "query");
        assertFinding(diagnosis, "nested-api", Status.OK, "v2 (modes negotiated with", null);
    }

    @Test
    void missingModuleIsTheFirstProblem() throws IOException {
        file("proc/modules", "kvm 196608 0 - Live 0x0\n");
        remove("sys/module");
        Diagnosis diagnosis = examine(host().withoutNestedVirtualization());
        assertOnlyFaults(diagnosis, "modules", "query");
        assertFirst(diagnosis, Status.PROBLEM, "kvm_hv is not loaded", "sudo modprobe kvm-hv. Other findings: query");
        assertFinding(
                diagnosis,
                "query",
                Status.PROBLEM,
                "nested virtualization is not enabled",
                "set QEMU's machine property cap-nested-hv=on for this partition");
    }

    @Test
    void missingModuleExplainsMissingDevice() throws IOException {
        file("proc/modules", "");
        remove("sys/module");
        Diagnosis diagnosis = examine(host().withoutKvm());
        assertOnlyFaults(diagnosis, "modules", "kvm-device", "query");
        assertFirst(diagnosis, Status.PROBLEM, "kvm_hv is not loaded", "sudo modprobe kvm-hv");
        assertFinding(diagnosis, "kvm-device", Status.PROBLEM, "/dev/kvm does not exist", "sudo modprobe kvm-hv");
        assertFinding(diagnosis, "query", Status.PROBLEM, "Cannot open /dev/kvm", "sudo modprobe kvm-hv");
    }

    @Test
    void builtInModuleIsRecognized() throws IOException {
        file("proc/modules", "");
        assertFinding(examine(host()), "modules", Status.OK, "no kvm modules; kvm_hv is built in", null);
    }

    @Test
    void kernelWithoutModulesIsNoProblem() throws IOException {
        remove("proc/modules");
        assertFinding(examine(host()), "modules", Status.OK, "this kernel has no loadable modules", null);
    }

    @Test
    void libvirtThatDoesNotKnowProcessorIsAWarning() throws IOException {
        assertFinding(examine(host()), "libvirt", Status.OK, "not found", null);
        file("usr/lib64/libvirt.so.0.9000.1", "");
        file("usr/lib64/libvirt.so.0.11004.0", "");
        Path link = root.resolve("usr/lib64/libvirt.so.0");
        Files.createSymbolicLink(link, Path.of("libvirt.so.0.9000.1"));
        assertFinding(examine(host()), "libvirt", Status.OK, "9.0.1", null);
        file("proc/cpuinfo", "cpu\t\t: POWER9 (architected)\nrevision\t: 18.0 (pvr 0082 1200)\n");
        assertFinding(
                examine(host()),
                "libvirt",
                Status.WARNING,
                "libvirt 9.0.1 does not know the processor, a POWER11, and rejects <cpu mode='host-model'>",
                "update libvirt to 11.4 or later, or use the setting that ./compatcaps best --as libvirt prints");
        Files.delete(link);
        Files.createSymbolicLink(link, Path.of("libvirt.so.0.11004.0"));
        assertFinding(examine(host()), "libvirt", Status.OK, "11.4.0", null);
    }

    @Test
    void remedyWithoutNestingDependsOnHypervisor() throws IOException {
        Diagnosis diagnosis = examine(host().withoutNestedVirtualization());
        assertOnlyFaults(diagnosis, "query");
        assertFirst(
                diagnosis,
                Status.PROBLEM,
                "nested virtualization is not enabled",
                "set QEMU's machine property cap-nested-hv=on for this partition");
        remove("proc/device-tree/hypervisor");
        file("proc/device-tree/compatible", "IBM,9080-HEX\0");
        assertFirst(
                examine(host().withoutNestedVirtualization()),
                Status.PROBLEM,
                "nested virtualization is not enabled",
                "set KVM Capable in this partition's settings on the HMC");
    }

    @Test
    void bareMetalIsAProblem() throws IOException {
        file("proc/device-tree/compatible", "qemu,powernv10\0ibm,powernv\0");
        remove("proc/device-tree/hypervisor");
        remove("proc/device-tree/cpus/PowerPC,POWER10@0/cpu-version");
        Diagnosis diagnosis = examine(host().bareMetal());
        assertOnlyFaults(diagnosis, "platform", "query");
        assertFirst(
                diagnosis,
                Status.PROBLEM,
                "bare metal",
                "run this in a partition, or choose any mode up to the processor's own");
        assertEquals(
                find(diagnosis, "platform").remedy(), find(diagnosis, "query").remedy());
    }

    @Test
    void bareMetalIsRecognizedWithoutDeviceTree() throws IOException {
        remove("proc/device-tree");
        file("proc/cpuinfo", "cpu\t\t: POWER10, altivec supported\nplatform\t: PowerNV\nmachine\t\t: PowerNV 9080\n");
        Diagnosis diagnosis = examine(host().bareMetal());
        assertFinding(
                diagnosis,
                "platform",
                Status.PROBLEM,
                "bare metal (PowerNV 9080)",
                "run this in a partition, or choose any mode up to the processor's own");
        assertEquals("POWER10", find(diagnosis, "processor").text());
    }

    @Test
    void processorWithoutModeHasTheReason() throws IOException {
        cpuVersion(0x00800200);
        assertFinding(
                examine(host()),
                "processor",
                Status.OK,
                "POWER10 (architected); the mode of the partition is unknown: cpu-version is 0x00800200",
                null);
        remove("proc/device-tree/cpus/PowerPC,POWER10@0/cpu-version");
        assertFinding(
                examine(host()), "processor", Status.OK, "; the mode of the partition is unknown: the CPUs in ", null);
    }

    @Test
    void oldKernelHasEstimate() throws IOException {
        file("proc/sys/kernel/osrelease", "6.12-powerpc64le\n");
        Diagnosis diagnosis = examine(host().withoutQuery());
        assertOnlyFaults(diagnosis, "kernel", "query");
        assertFirst(
                diagnosis,
                Status.PROBLEM,
                "6.12-powerpc64le is older than Linux 7.3",
                "update the kernel to Linux 7.3 or later");
        assertFinding(diagnosis, "estimate", Status.OK, "./compatcaps --estimate prints POWER9, POWER10", null);
    }

    @Test
    void estimateUsesGivenDeviceTree() throws IOException {
        file("proc/sys/kernel/osrelease", "6.12-powerpc64le\n");
        Path passedIn = root.resolve("host-device-tree");
        Files.move(root.resolve("proc/device-tree"), passedIn);
        assertFinding(
                examine(host().withoutQuery()),
                "estimate",
                Status.WARNING,
                "An estimate is not possible either",
                "update the kernel to Linux 7.3 or later");
        deviceTree = passedIn;
        Diagnosis diagnosis = examine(host().withoutQuery());
        assertFinding(diagnosis, "estimate", Status.OK, "./compatcaps --estimate prints POWER9, POWER10", null);
        assertFinding(diagnosis, "processor", Status.OK, "the partition is in POWER10 mode", null);
    }

    @Test
    void oldKernelWithBackportIsNoProblem() throws IOException {
        file("proc/sys/kernel/osrelease", "5.14.0-570.el9.ppc64le\n");
        Diagnosis diagnosis = examine(host().kernelInterface(KernelInterface.FIRST_POSTED));
        assertOnlyFaults(diagnosis, "query");
        assertFinding(
                diagnosis,
                "kernel",
                Status.OK,
                "is older than Linux 7.3, which introduced the query; this kernel has a backport",
                null);
    }

    @Test
    void migratedPartitionNeedsItsModulesReloaded() {
        SimulatedHost host = host().nestedApiV2().build();
        host.migrate(ProcessorMode.POWER9);
        assertFirst(
                examine(POWER, host),
                Status.PROBLEM,
                "KVM_CREATE_VM failed with EINVAL on /dev/kvm: the kernel supports the query, but KVM cannot create VMs",
                "stop the programs that use KVM, then sudo modprobe -r kvm_hv kvm && sudo modprobe kvm-hv");
    }

    @Test
    void remedyForOtherInterfaceIsToUpdateTheKernel() {
        SimulatedHost host =
                host().kernelInterface(KernelInterface.FIRST_POSTED).build();
        host.fail(KernelCall.KVM_PPC_GET_COMPAT_CAPS, 25);
        assertFirst(
                examine(POWER, host),
                Status.PROBLEM,
                "although the kernel reports capability 249",
                "update the kernel to Linux 7.3 or later");
    }

    @Test
    void oldKernelWithoutKvmIsAWarning() throws IOException {
        file("proc/sys/kernel/osrelease", "6.12-powerpc64le\n");
        assertFinding(
                examine(host().withoutKvm().withoutQuery()),
                "kernel",
                Status.WARNING,
                "older",
                "update the kernel to Linux 7.3 or later");
    }

    @Test
    void otherArchitectureIsTheFirstProblem() {
        SimulatedHost host = host().withoutKvm().build();
        Diagnosis diagnosis = examine(new Machine("Linux", "amd64", "/tmp"), host);
        assertFirst(
                diagnosis,
                Status.PROBLEM,
                "not a Power host: its architecture is amd64",
                "run this on an IBM Power host. Other findings: kvm-device, query");
        diagnosis = examine(new Machine("Mac OS X", "aarch64", "/tmp"), host);
        assertFirst(diagnosis, Status.PROBLEM, "this is Mac OS X, not Linux", "run this on an IBM Power host");
    }

    @Test
    void forbiddenCallIsAProblemOfSeccomp() throws IOException {
        file(
                "proc/self/status",
                Files.readString(root.resolve("proc/self/status")).replace("p:\t0", "p:\t2"));
        SimulatedHost host = host().build();
        assertFinding(examine(POWER, host), "seccomp", Status.OK, "a filter is active", null);
        host.fail(KernelCall.KVM_CREATE_VM, 1);
        assertFirst(
                examine(POWER, host),
                Status.PROBLEM,
                "a policy forbids a call on the open device",
                "sudo ausearch -m avc,seccomp -ts recent. Other findings: query");
        file(".dockerenv", "");
        assertFirst(
                examine(POWER, host),
                Status.PROBLEM,
                "a policy forbids a call on the open device",
                "allow ioctl, openat and close in the container's seccomp profile");
    }

    @Test
    void failedCallRefersToKernelLog() {
        SimulatedHost host = host().build();
        host.fail(KernelCall.KVM_CREATE_VM, 12);
        assertFirst(examine(POWER, host), Status.PROBLEM, "KVM_CREATE_VM failed with ENOMEM", "sudo dmesg | tail");
    }
}

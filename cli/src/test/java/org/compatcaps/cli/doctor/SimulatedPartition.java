// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.compatcaps.KvmHost;
import org.compatcaps.backend.mock.SimulatedHost;
import org.compatcaps.spi.BackendProblem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A faultless partition of a POWER10 under KVM, in POWER10 mode: the files of its kernel, and a simulated kernel. */
abstract class SimulatedPartition {

    static final Machine POWER = new Machine("Linux", "ppc64le", "/tmp");
    static final BackendFacts USABLE = available("jna");

    @TempDir
    Path root;

    List<BackendFacts> backends = List.of(USABLE);

    /** Null for the device tree among the files. */
    Path deviceTree;

    @BeforeEach
    void writeFiles() throws IOException {
        file("proc/sys/kernel/osrelease", "7.3-powerpc64le\n");
        file("proc/device-tree/compatible", "qemu,pseries\0");
        file("proc/device-tree/model", "IBM pSeries (emulated by qemu)\0");
        file("proc/device-tree/hypervisor/compatible", "linux,kvm\0");
        file("proc/device-tree/cpus/PowerPC,POWER10@0/device_type", "cpu\0");
        cpuVersion(0x0f000006);
        file(
                "proc/cpuinfo",
                "processor\t: 0\ncpu\t\t: POWER10 (architected), altivec supported\n\nplatform\t: pSeries\n");
        file("proc/modules", "kvm_hv 131072 0 - Live 0x0\nkvm 196608 1 kvm_hv, Live 0x0\n");
        file("sys/module/kvm_hv/parameters/nested", "Y\n");
        file(
                "proc/self/status",
                "Name:\tjava\nUid:\t1000\t1000\t1000\t1000\nGid:\t1000\t1000\t1000\t1000\nGroups:\t27 106\n"
                        + "Seccomp:\t0\n");
        file("proc/1/cgroup", "0::/init.scope\n");
        file("proc/self/mounts", "rootfs / rootfs rw 0 0\ntmpfs /tmp tmpfs rw,nosuid 0 0\n");
        file("etc/passwd", "root:x:0:0::/root:/bin/sh\nsam:x:1000:1000::/home/sam:/bin/sh\n");
        file("etc/group", "root:x:0:\nkvm:x:106:libvirt-qemu\nusers:x:1000:\n");
        Files.createDirectories(root.resolve("tmp"));
    }

    void cpuVersion(int version) throws IOException {
        Files.write(
                root.resolve("proc/device-tree/cpus/PowerPC,POWER10@0/cpu-version"),
                ByteBuffer.allocate(Integer.BYTES).putInt(version).array());
    }

    void file(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    void remove(String path) throws IOException {
        try (var paths = Files.walk(root.resolve(path))) {
            for (Path each : paths.sorted(Comparator.reverseOrder()).collect(Collectors.toList())) {
                Files.delete(each);
            }
        }
    }

    static BackendFacts available(String name) {
        return new BackendFacts(name, true, null, null);
    }

    static BackendFacts failed(String name, BackendProblem problem) {
        return new BackendFacts(name, true, problem, "some text that no check reads");
    }

    static BackendFacts mock() {
        return new BackendFacts("mock", false, null, null);
    }

    static SimulatedHost.Builder host() {
        return SimulatedHost.builder();
    }

    Facts facts(SimulatedHost host) {
        return facts(POWER, () -> KvmHost.builder().backend(host));
    }

    /** The device is simulated as well, and not among the files. */
    Facts facts(Machine machine, Supplier<KvmHost.Builder> host) {
        return Facts.collect(new HostFiles(root), machine, "/dev/kvm", deviceTree, () -> backends, host);
    }

    Diagnosis examine(SimulatedHost.Builder host) {
        return examine(POWER, host.build());
    }

    Diagnosis examine(Machine machine, SimulatedHost host) {
        return Doctor.diagnose(facts(machine, () -> KvmHost.builder().backend(host)));
    }

    static Finding find(Diagnosis diagnosis, String id) {
        List<Finding> found = diagnosis.findings().stream()
                .filter(finding -> finding.id().equals(id))
                .collect(Collectors.toList());
        assertEquals(1, found.size(), diagnosis.findings().toString());
        return found.get(0);
    }

    static void assertFinding(Diagnosis diagnosis, String id, Status status, String text, String remedy) {
        Finding finding = find(diagnosis, id);
        assertEquals(status, finding.status(), finding.toString());
        assertTrue(finding.text().contains(text), finding.toString());
        assertEquals(remedy, finding.remedy(), finding.toString());
    }

    /** Asserts the finding that the verdict advises to fix first. */
    static void assertFirst(Diagnosis diagnosis, Status verdict, String text, String remedy) {
        assertEquals(verdict, diagnosis.verdict(), diagnosis.findings().toString());
        assertTrue(
                diagnosis.summary().contains(text) && diagnosis.summary().contains(". Fix first: " + remedy),
                diagnosis.summary());
    }

    /** Asserts which findings are not ok. The query is always among them, because the mock answers it. */
    static void assertOnlyFaults(Diagnosis diagnosis, String... ids) {
        List<String> faults = diagnosis.findings().stream()
                .filter(finding -> finding.status() != Status.OK)
                .map(Finding::id)
                .collect(Collectors.toList());
        assertEquals(List.of(ids), faults, diagnosis.findings().toString());
    }
}

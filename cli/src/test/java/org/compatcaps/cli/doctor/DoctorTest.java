// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.compatcaps.KernelInterface;
import org.compatcaps.KvmHost;
import org.compatcaps.ProcessorMode;
import org.compatcaps.backend.mock.KernelCall;
import org.compatcaps.backend.mock.SimulatedHost;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hosts that are not here: the files of their kernels, and simulated answers. */
class DoctorTest {

    private static final Machine POWER = new Machine("Linux", "ppc64le", "/tmp");
    private static final Backend USABLE = new Backend("jna", null, true, false);

    @TempDir
    private Path root;

    private List<Backend> backends = List.of(USABLE);

    /** A partition of a POWER10 under KVM, in POWER10 mode, all well. */
    @BeforeEach
    void partition() throws IOException {
        file("proc/sys/kernel/osrelease", "7.3-powerpc64le\n");
        file("proc/device-tree/compatible", "qemu,pseries\0");
        file("proc/device-tree/model", "IBM pSeries (emulated by qemu)\0");
        file("proc/device-tree/hypervisor/compatible", "linux,kvm\0");
        file("proc/device-tree/cpus/PowerPC,POWER10@0/device_type", "cpu\0");
        Files.write(
                root.resolve("proc/device-tree/cpus/PowerPC,POWER10@0/cpu-version"),
                ByteBuffer.allocate(4).putInt(0x0f000006).array());
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

    private void file(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private void remove(String path) throws IOException {
        try (var paths = Files.walk(root.resolve(path))) {
            for (Path each : paths.sorted((a, b) -> b.compareTo(a)).collect(Collectors.toList())) {
                Files.delete(each);
            }
        }
    }

    private Diagnosis examine(SimulatedHost.Builder host) {
        return examine(POWER, host.build());
    }

    /** The device is a simulated one, too, and no file. */
    private Diagnosis examine(Machine machine, SimulatedHost host) {
        return new Doctor(
                        root,
                        machine,
                        "/dev/kvm",
                        null,
                        () -> backends,
                        () -> KvmHost.builder().backend(host))
                .examine();
    }

    private static SimulatedHost.Builder host() {
        return SimulatedHost.builder();
    }

    private static Finding find(Diagnosis diagnosis, String id) {
        List<Finding> found = diagnosis.findings().stream()
                .filter(finding -> finding.id().equals(id))
                .collect(Collectors.toList());
        assertEquals(1, found.size(), diagnosis.findings().toString());
        return found.get(0);
    }

    private static void assertFinding(Diagnosis diagnosis, String id, Status status, String text, String cure) {
        Finding finding = find(diagnosis, id);
        assertEquals(status, finding.status(), finding.toString());
        assertTrue(finding.text().contains(text), finding.toString());
        assertEquals(cure, finding.cure(), finding.toString());
    }

    /** What stands first in the verdict, by which a user goes. */
    private static void assertFirst(Diagnosis diagnosis, Status verdict, String text, String cure) {
        assertEquals(verdict, diagnosis.verdict(), diagnosis.findings().toString());
        assertTrue(
                diagnosis.summary().contains(text) && diagnosis.summary().contains("; first: " + cure),
                diagnosis.summary());
    }

    /** All but the query, which the mock answers, of which a warning is given. */
    private static void assertAllWellBut(Diagnosis diagnosis, String... ids) {
        List<String> bad = diagnosis.findings().stream()
                .filter(finding -> finding.status() != Status.OK)
                .map(Finding::id)
                .collect(Collectors.toList());
        assertEquals(List.of(ids), bad, diagnosis.findings().toString());
    }

    @Test
    void allWell() {
        Diagnosis diagnosis = examine(host());
        assertAllWellBut(diagnosis, "query");
        assertFinding(diagnosis, "platform", Status.OK, "a partition (IBM pSeries (emulated by qemu)) under KVM", null);
        assertFinding(
                diagnosis,
                "processor",
                Status.OK,
                "POWER10 (architected); cpu-version 0x0f000006, the mode of POWER10",
                null);
        assertFinding(diagnosis, "kernel", Status.OK, "7.3-powerpc64le", null);
        assertFinding(diagnosis, "modules", Status.OK, "kvm_hv, kvm", null);
        assertFinding(diagnosis, "nested-api", Status.OK, "v1 (older modes", null);
        assertFinding(diagnosis, "nested-api", Status.OK, "nested=Y", null);
        assertFinding(
                diagnosis,
                "query",
                Status.WARNING,
                "POWER9, POWER10 (0x6000000000000000), asked through mock, which simulates",
                "leave out the choice of that backend");
        assertTrue(diagnosis.summary().startsWith("this host answers: POWER9, POWER10; but "), diagnosis.summary());
    }

    @Test
    void powerVm() throws IOException {
        file("proc/device-tree/compatible", "IBM,9080-HEX\0");
        remove("proc/device-tree/hypervisor");
        Diagnosis diagnosis = examine(host().nestedApiV2().modes(ProcessorMode.POWER10));
        assertAllWellBut(diagnosis, "query");
        assertFinding(diagnosis, "nested-api", Status.OK, "probably v2", null);
    }

    @Test
    void moduleMissing() throws IOException {
        file("proc/modules", "kvm 196608 0 - Live 0x0\n");
        remove("sys/module");
        Diagnosis diagnosis = examine(host().withoutNestedVirtualization());
        assertAllWellBut(diagnosis, "modules", "query");
        assertFirst(diagnosis, Status.PROBLEM, "kvm_hv is not loaded", "sudo modprobe kvm-hv; then: query");
        assertFinding(
                diagnosis,
                "query",
                Status.PROBLEM,
                "cannot run nested guests",
                "give this guest QEMU's machine property cap-nested-hv=on");
    }

    @Test
    void noDeviceBecauseNoModule() throws IOException {
        file("proc/modules", "");
        remove("sys/module");
        Diagnosis diagnosis = examine(host().withoutKvm());
        assertAllWellBut(diagnosis, "modules", "kvm-device", "query");
        assertFirst(diagnosis, Status.PROBLEM, "kvm_hv is not loaded", "sudo modprobe kvm-hv");
        assertFinding(diagnosis, "kvm-device", Status.PROBLEM, "/dev/kvm does not exist", "sudo modprobe kvm-hv");
    }

    @Test
    void moduleBuiltIn() throws IOException {
        file("proc/modules", "");
        assertFinding(examine(host()), "modules", Status.OK, "none of KVM; kvm_hv is built in", null);
    }

    @Test
    void noNestedCapability() throws IOException {
        Diagnosis diagnosis = examine(host().withoutNestedVirtualization());
        assertAllWellBut(diagnosis, "query");
        assertFirst(
                diagnosis,
                Status.PROBLEM,
                "cannot run nested guests",
                "give this guest QEMU's machine property cap-nested-hv=on");
        remove("proc/device-tree/hypervisor");
        file("proc/device-tree/compatible", "IBM,9080-HEX\0");
        assertFirst(
                examine(host().withoutNestedVirtualization()),
                Status.PROBLEM,
                "cannot run nested guests",
                "set KVM Capable in this partition's settings on the HMC");
    }

    @Test
    void bareMetal() throws IOException {
        file("proc/device-tree/compatible", "qemu,powernv10\0ibm,powernv\0");
        remove("proc/device-tree/hypervisor");
        remove("proc/device-tree/cpus/PowerPC,POWER10@0/cpu-version");
        Diagnosis diagnosis = examine(host().bareMetal());
        assertAllWellBut(diagnosis, "platform", "query");
        assertFirst(diagnosis, Status.PROBLEM, "bare metal", "ask in a partition, or choose any mode");
        assertEquals(
                find(diagnosis, "platform").cure(), find(diagnosis, "query").cure());
    }

    @Test
    void bareMetalWithoutADeviceTree() throws IOException {
        remove("proc/device-tree");
        file("proc/cpuinfo", "cpu\t\t: POWER10, altivec supported\nplatform\t: PowerNV\nmachine\t\t: PowerNV 9080\n");
        Diagnosis diagnosis = examine(host().bareMetal());
        assertFinding(
                diagnosis,
                "platform",
                Status.PROBLEM,
                "bare metal (PowerNV 9080)",
                "ask in a partition, or choose any mode up to the processor's own");
    }

    @Test
    void oldKernel() throws IOException {
        file("proc/sys/kernel/osrelease", "6.12-powerpc64le\n");
        Diagnosis diagnosis = examine(host().withoutQuery());
        assertAllWellBut(diagnosis, "kernel", "query");
        assertFirst(
                diagnosis,
                Status.PROBLEM,
                "6.12-powerpc64le is older than Linux 7.3",
                "update the kernel to Linux 7.3 or later");
        assertFinding(diagnosis, "estimate", Status.OK, "./compatcaps --estimate would say POWER9, POWER10 here", null);
        Path passedIn = root.resolve("host-device-tree");
        Files.move(root.resolve("proc/device-tree"), passedIn);
        Diagnosis inContainer = new Doctor(
                        root,
                        POWER,
                        "/dev/kvm",
                        passedIn,
                        () -> backends,
                        () -> KvmHost.builder().backend(host().withoutQuery().build()))
                .examine();
        assertFinding(
                inContainer, "estimate", Status.OK, "./compatcaps --estimate would say POWER9, POWER10 here", null);
        assertFinding(
                examine(host().withoutQuery()),
                "estimate",
                Status.WARNING,
                "There is no estimate either",
                "update the kernel to Linux 7.3 or later");
    }

    @Test
    void anOldKernelToWhichTheQueryWasPortedIsWell() throws IOException {
        file("proc/sys/kernel/osrelease", "5.14.0-570.el9.ppc64le\n");
        Diagnosis diagnosis = examine(host().kernelInterface(KernelInterface.FIRST_POSTED));
        assertAllWellBut(diagnosis, "query");
        assertFinding(diagnosis, "kernel", Status.OK, "is older than Linux 7.3, with which the query came, but", null);
    }

    @Test
    void theAgeOfAnOldKernelIsAWarningUntilKvmCanBeAsked() throws IOException {
        file("proc/sys/kernel/osrelease", "6.12-powerpc64le\n");
        assertFinding(
                examine(host().withoutKvm().withoutQuery()),
                "kernel",
                Status.WARNING,
                "older",
                "update the kernel to Linux 7.3 or later");
    }

    @Test
    void wrongArchitecture() {
        SimulatedHost host = host().withoutKvm().build();
        Diagnosis diagnosis = examine(new Machine("Linux", "amd64", "/tmp"), host);
        assertFirst(
                diagnosis,
                Status.PROBLEM,
                "not a Power host: its architecture is amd64",
                "ask on an IBM Power host; then: kvm-device, query");
        diagnosis = examine(new Machine("Mac OS X", "aarch64", "/tmp"), host);
        assertFirst(diagnosis, Status.PROBLEM, "this is Mac OS X, not Linux", "ask on an IBM Power host");
    }

    @Test
    void containers() throws IOException {
        assertFinding(examine(host()), "container", Status.OK, "no sign of one", null);
        file("proc/1/cgroup", "0::/kubepods.slice/kubepods-pod1.slice/cri-containerd-2.scope\n");
        assertFinding(examine(host()), "container", Status.OK, "yes: /proc/1/cgroup says so", null);
        file("proc/1/cgroup", "0::/\n");
        assertFinding(examine(host()), "container", Status.OK, "no sign of one", null);
        file("proc/self/mounts", "overlay / overlay rw,relatime 0 0\n/dev/sda1 /etc/hostname ext4 rw,relatime 0 0\n");
        assertFinding(examine(host()), "container", Status.OK, "yes: /etc/hostname is a mount", null);
        file("run/.containerenv", "");
        Diagnosis diagnosis = examine(host().withoutKvm());
        assertFinding(diagnosis, "container", Status.OK, "yes: /run/.containerenv exists", null);
        assertFinding(
                diagnosis,
                "kvm-device",
                Status.PROBLEM,
                "/dev/kvm does not exist",
                "start the container with --device /dev/kvm");
        remove("run/.containerenv");
        file(".dockerenv", "");
        file("proc/2/comm", "kthreadd\n");
        assertFinding(examine(host()), "container", Status.OK, "no: /.dockerenv exists, but", null);
    }

    @Test
    void seccomp() throws IOException {
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
                "sudo ausearch -m avc,seccomp -ts recent; then: query");
        file(".dockerenv", "");
        assertFirst(
                examine(POWER, host),
                Status.PROBLEM,
                "a policy forbids a call on the open device",
                "let the container's seccomp profile pass ioctl, openat and close");
    }

    @Test
    void callsThatFail() {
        SimulatedHost host = host().build();
        host.fail(KernelCall.KVM_CREATE_VM, 12);
        assertFirst(examine(POWER, host), Status.PROBLEM, "KVM_CREATE_VM failed with ENOMEM", "sudo dmesg | tail");
    }

    @Test
    void noexecTemporaryDirectory() throws IOException {
        file("proc/self/mounts", "rootfs / rootfs rw 0 0\ntmpfs /tmp tmpfs rw,noexec 0 0\n");
        backends = List.of(
                new Backend("ffm", "needs Java 22, this is 17", true, false),
                new Backend("jna", "cannot be loaded: x: failed to map; name one by -Djna.tmpdir", true, true),
                new Backend("mock", null, false, false));
        Diagnosis diagnosis = examine(host());
        assertFirst(
                diagnosis,
                Status.PROBLEM,
                "/tmp is mounted noexec",
                "export JDK_JAVA_OPTIONS='-Djava.io.tmpdir=DIR -Djna.tmpdir=DIR', DIR being writable and not noexec");
        assertFinding(diagnosis, "backend-ffm", Status.PROBLEM, "needs Java 22", "run it on Java 22 or later");
        assertTrue(find(diagnosis, "backend-jna").cure().startsWith("export JDK_JAVA_OPTIONS='-D"));

        backends = List.of(new Backend("ffm", null, true, false), backends.get(1));
        diagnosis = examine(host());
        assertFinding(diagnosis, "temporary-directory", Status.OK, "a backend is usable all the same", null);
        assertEquals(Status.WARNING, find(diagnosis, "backend-jna").status());
    }

    @Test
    void theMountThatIsOnTopCounts() throws IOException {
        file(
                "proc/self/mounts",
                "tmpfs /tmp tmpfs rw,noexec 0 0\ntmpfs /tmp tmpfs rw 0 0\nrootfs / rootfs noexec 0 0\n");
        assertFinding(examine(host()), "temporary-directory", Status.OK, "/tmp is writable, and", null);
    }

    @Test
    void backendsThatCannotBeUsed() {
        backends = List.of(new Backend("ffm", "needs Java 22, this is 17", true, false), USABLE);
        assertFinding(examine(host()), "backend-ffm", Status.OK, "not available: needs Java 22, this is 17", null);
        backends = List.of(new Backend("(broken)", "x: check the jar", true, true), USABLE);
        assertFinding(
                examine(host()),
                "backend-broken",
                Status.WARNING,
                "check the jar",
                "remove that reason, or add another backend to the class path");
        backends = List.of(new Backend("mock", null, false, false));
        assertFinding(
                examine(host()),
                "backends",
                Status.PROBLEM,
                "none of ffm, jna or jnr was found",
                "add compatcaps-backend-jna and JNA to the class path");
    }

    @Test
    void aBackendThatWasChosenAndIsNotThere() {
        Diagnosis diagnosis = new Doctor(
                        root,
                        POWER,
                        "/dev/kvm",
                        null,
                        () -> backends,
                        () -> KvmHost.builder().backend("rust"))
                .examine();
        assertTrue(find(diagnosis, "query").cure().startsWith("leave out the choice of a backend"));
    }

    /** On another system, or where nothing may be read, there still is a page. */
    @Test
    void nothingThere(@TempDir Path empty) {
        Diagnosis diagnosis = new Doctor(
                        empty,
                        POWER,
                        "/dev/kvm",
                        null,
                        () -> {
                            throw new NoClassDefFoundError("x");
                        },
                        () -> KvmHost.builder().backend(host().withoutKvm().build()))
                .examine();
        assertEquals(Status.PROBLEM, diagnosis.verdict());
        assertFinding(diagnosis, "platform", Status.WARNING, "says whether", "mount /proc in this environment");
        List<String> unseen = diagnosis.findings().stream()
                .filter(finding -> finding.text().contains("NoClassDefFoundError"))
                .map(Finding::id)
                .collect(Collectors.toList());
        assertEquals(List.of("backends"), unseen);
        assertFinding(diagnosis, "kvm-device", Status.PROBLEM, "does not exist", "sudo modprobe kvm-hv");
    }

    @Test
    void whatCannotBeReadIsSaid() throws IOException {
        remove("proc/modules");
        Files.createDirectories(root.resolve("proc/modules"));
        Diagnosis diagnosis = examine(host());
        assertFinding(
                diagnosis,
                "modules",
                Status.WARNING,
                "could not be looked at: java.io.IOException",
                "let this user read /proc, /sys and /dev");
    }

    private Finding device(int mode, int gid, boolean isPermitted, boolean isContainer, boolean isRefused)
            throws IOException {
        return new DeviceFile(mode, 0, gid, isPermitted)
                .finding("/dev/kvm", new HostFiles(root), isContainer, isRefused);
    }

    @Test
    void permissions() throws IOException {
        Finding finding = device(0020660, 106, true, false, false);
        assertEquals(
                "/dev/kvm, owner 0, group 106 (kvm), mode 0660; this process is uid 1000 and in that group",
                finding.text());
        assertNull(finding.cure());

        file("etc/group", "kvm:x:107:libvirt-qemu\n");
        finding = device(0020660, 107, false, false, false);
        assertEquals(Status.PROBLEM, finding.status());
        assertTrue(finding.text().endsWith("not in that group, and may not read and write it"), finding.text());
        assertEquals("sudo usermod -aG kvm \"$(id -un)\", and log in again", finding.cure());
        assertEquals(
                "start the container with --group-add 107",
                device(0020660, 107, false, true, false).cure());

        file("etc/group", "kvm:x:107:libvirt-qemu,sam\n");
        assertTrue(device(0020660, 107, false, false, false).cure().startsWith("log in again"));
        assertEquals(
                "sudo setfacl -m u:1000:rw /dev/kvm",
                device(0020600, 0, false, false, false).cure());
        assertEquals(
                "sudo setfacl -m u:1000:rw /dev/kvm",
                device(0020660, 99, false, false, false).cure());
        assertEquals(
                "start the container with --user 0",
                device(0020600, 0, false, true, false).cure());
    }

    @Test
    void aPolicyAgainstADeviceWhoseModePermitsIt() throws IOException {
        Finding finding = device(0020666, 0, true, true, true);
        assertTrue(finding.text().contains("a container's device cgroup"), finding.text());
        assertEquals("start the container with --device /dev/kvm instead of a volume", finding.cure());
        assertEquals(
                "sudo ausearch -m avc -ts recent",
                device(0020666, 0, true, false, true).cure());
    }

    @Test
    void aFileThatIsNoDevice() throws IOException {
        assertEquals("use /dev/kvm", device(0100666, 0, true, false, false).cure());
        file("dev/kvm", "");
        assertFinding(examine(host().withoutKvm()), "kvm-device", Status.PROBLEM, "is not a device", "use /dev/kvm");
    }

    @Test
    void releases() {
        for (String older : List.of("6.12-powerpc64le", "7.2.9", "5.14.0-570.el9", "7.2")) {
            assertTrue(KernelRelease.isOlderThanQuery(older), older);
        }
        for (String other : List.of("7.3-rc7", "7.3", "7.10.1", "8.0", "10.1", "unknown", "")) {
            assertTrue(!KernelRelease.isOlderThanQuery(other), other);
        }
    }

    @Test
    void oneLineOfAscii() {
        assertEquals("a?b?", Finding.ok("x", " a\nb\u00e9").text());
    }
}

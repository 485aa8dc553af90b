// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.compatcaps.backend.mock.KernelCall;
import org.compatcaps.backend.mock.SimulatedHost;
import org.junit.jupiter.api.Test;

/** The findings about the KVM device and about containers, which hide it. */
class DeviceCheckTest extends SimulatedPartition {

    private static final int DEVICE_660 = 0020660;
    private static final int DEVICE_600 = 0020600;
    private static final int DEVICE_666 = 0020666;
    private static final int EACCES = 13;

    private Finding check(DeviceFile file) throws IOException {
        return new DeviceCheck().check(facts(host().build()), file);
    }

    private Finding notPermitted(int mode, int gid) throws IOException {
        return check(new DeviceFile(mode, 0, gid, false));
    }

    private void become(String uid, String gid, String groups) throws IOException {
        file("proc/self/status", "Uid:\t0\t" + uid + "\t0\t0\nGid:\t0\t" + gid + "\t0\t0\nGroups:\t" + groups + " \n");
    }

    private void enterContainer() throws IOException {
        file("run/.containerenv", "");
    }

    @Test
    void permissionsAreDescribed() throws IOException {
        Finding finding = check(new DeviceFile(DEVICE_660, 0, 106, true));
        assertEquals(
                "/dev/kvm, owner 0, group 106 (kvm), mode 0660; this process is uid 1000 and in that group",
                finding.text());
        assertNull(finding.remedy());
    }

    @Test
    void userIsToJoinTheGroup() throws IOException {
        file("etc/group", "kvm:x:107:libvirt-qemu\n");
        Finding finding = notPermitted(DEVICE_660, 107);
        assertEquals(Status.PROBLEM, finding.status());
        assertTrue(finding.text().endsWith("not in that group, and may not read and write the device"), finding.text());
        assertEquals("sudo usermod -aG kvm \"$(id -un)\", and log in again", finding.remedy());
        enterContainer();
        assertEquals(
                "start the container with --group-add 107",
                notPermitted(DEVICE_660, 107).remedy());
    }

    @Test
    void newMemberIsToLogInAgain() throws IOException {
        file("etc/group", "kvm:x:107:libvirt-qemu,sam\n");
        assertTrue(notPermitted(DEVICE_660, 107).remedy().startsWith("log in again"));
    }

    @Test
    void deviceWithoutUsableGroupNeedsAccessForTheUser() throws IOException {
        assertEquals(
                "sudo setfacl -m u:1000:rw /dev/kvm",
                notPermitted(DEVICE_600, 0).remedy());
        assertEquals(
                "sudo setfacl -m u:1000:rw /dev/kvm",
                notPermitted(DEVICE_660, 99).remedy());
        enterContainer();
        assertEquals(
                "start the container with --user 0", notPermitted(DEVICE_600, 0).remedy());
    }

    @Test
    void idsAreUnsigned() throws IOException {
        become("3000000000", "4294967294", "3000000001 3000000002");
        file("etc/passwd", "big:x:3000000000:3000000000::/:/bin/sh\n");
        file("etc/group", "huge:x:3000000002:\nother:x:3000000003:big\nthird:x:3000000004:\n");
        assertEquals(
                "/dev/kvm, owner 4000000000, group 3000000002 (huge), mode 0660; this process is uid 3000000000 and in that"
                        + " group",
                check(new DeviceFile(DEVICE_660, 4000000000L, 3000000002L, true))
                        .text());
        assertTrue(check(new DeviceFile(DEVICE_660, 0, 3000000003L, false))
                .remedy()
                .startsWith("log in again"));
        assertTrue(check(new DeviceFile(DEVICE_660, 0, 3000000004L, false))
                .remedy()
                .startsWith("sudo usermod -aG third "));
        assertEquals(
                "sudo setfacl -m u:3000000000:rw /dev/kvm",
                notPermitted(DEVICE_600, 0).remedy());
        enterContainer();
        assertEquals(
                "start the container with --group-add 3000000004",
                check(new DeviceFile(DEVICE_660, 0, 3000000004L, false)).remedy());
        assertEquals(
                "start the container with --user 4000000000",
                check(new DeviceFile(DEVICE_600, 4000000000L, 0, false)).remedy());
    }

    @Test
    void policyIsReportedIfTheModeAllowsAccess() throws IOException {
        SimulatedHost host = host().build();
        host.fail(KernelCall.OPEN, EACCES);
        DeviceFile file = new DeviceFile(DEVICE_666, 0, 0, true);
        Finding finding = new DeviceCheck().check(facts(host), file);
        assertTrue(finding.text().contains("a container's device cgroup"), finding.text());
        assertEquals("sudo ausearch -m avc -ts recent", finding.remedy());
        enterContainer();
        assertEquals(
                "start the container with --device /dev/kvm instead of a volume",
                new DeviceCheck().check(facts(host), file).remedy());
    }

    @Test
    void deviceWithoutKvmNeedsTheModule() throws IOException {
        Facts facts = facts(host().withoutKvm().build());
        Finding finding = new DeviceCheck().check(facts, new DeviceFile(DEVICE_666, 0, 0, true));
        assertEquals("/dev/kvm exists, but is not KVM", finding.text());
        assertEquals("sudo modprobe kvm-hv", finding.remedy());
    }

    @Test
    void ordinaryFileIsNotADevice() throws IOException {
        assertEquals("use /dev/kvm", check(new DeviceFile(0100666, 0, 0, true)).remedy());
        file("dev/kvm", "");
        assertFinding(examine(host().withoutKvm()), "kvm-device", Status.PROBLEM, "is not a device", "use /dev/kvm");
    }

    @Test
    void signsOfAContainerAreRecognized() throws IOException {
        assertFinding(examine(host()), "container", Status.OK, "no sign of one", null);
        file("proc/1/cgroup", "0::/kubepods.slice/kubepods-pod1.slice/cri-containerd-2.scope\n");
        assertFinding(examine(host()), "container", Status.OK, "yes: /proc/1/cgroup names one", null);
        file("proc/1/cgroup", "0::/\n");
        assertFinding(examine(host()), "container", Status.OK, "no sign of one", null);
        file("proc/self/mounts", "overlay / overlay rw,relatime 0 0\n/dev/sda1 /etc/hostname ext4 rw,relatime 0 0\n");
        assertFinding(examine(host()), "container", Status.OK, "yes: /etc/hostname is a mount", null);
    }

    @Test
    void containerNeedsTheDevice() throws IOException {
        enterContainer();
        Diagnosis diagnosis = examine(host().withoutKvm());
        assertFinding(diagnosis, "container", Status.OK, "yes: /run/.containerenv exists", null);
        assertFinding(
                diagnosis,
                "kvm-device",
                Status.PROBLEM,
                "/dev/kvm does not exist",
                "start the container with --device /dev/kvm");
    }

    @Test
    void systemFromAnImageIsNoContainer() throws IOException {
        file(".dockerenv", "");
        assertFinding(examine(host()), "container", Status.OK, "yes: /.dockerenv exists", null);
        file("proc/2/comm", "kthreadd\n");
        assertFinding(examine(host()), "container", Status.OK, "no: /.dockerenv exists, but", null);
    }
}

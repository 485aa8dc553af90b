// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.compatcaps.backend.mock.KernelCall;
import org.compatcaps.backend.mock.SimulatedHost;
import org.junit.jupiter.api.Test;

/** The findings about the KVM device and about containers. */
class DeviceCheckTest extends SimulatedPartition {

    private static final int DEVICE_660 = 0020660;
    private static final int DEVICE_600 = 0020600;
    private static final int DEVICE_666 = 0020666;
    private static final int DEVICE_400 = 0020400;
    private static final int EPERM = 1;
    private static final int EACCES = 13;

    /** The overflow id, which the kernel shows for an unmapped id; on Debian, also the id of nobody and nogroup. */
    private static final int NOBODY = 65534;

    private Finding check(DeviceFile file) throws IOException {
        return new DeviceCheck().check(facts(host().build()), file);
    }

    private Finding notPermitted(int mode, int gid) throws IOException {
        return check(new DeviceFile(mode, 0, gid, false));
    }

    private void become(String uid, String gid, String groups) throws IOException {
        file("proc/self/status", "Uid:\t0\t" + uid + "\t0\t0\nGid:\t0\t" + gid + "\t0\t0\nGroups:\t" + groups + " \n");
    }

    /** Sets up the map of rootless podman: root is the user, the rest are the user's subordinate ids. */
    private void enterUserNamespace() throws IOException {
        String map = "         0       1000          1\n         1     100000      65536\n";
        file("proc/self/uid_map", map);
        file("proc/self/gid_map", map);
        file("etc/passwd", "root:x:0:0::/root:/bin/sh\nnobody:x:65534:65534::/:/bin/sh\n");
        file("etc/group", "root:x:0:\ntty:x:5:\nnogroup:x:65534:\n");
        become("0", "0", "");
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
    void remedyIsToJoinTheGroup() throws IOException {
        file("etc/group", "kvm:x:107:libvirt-qemu\n");
        Finding finding = notPermitted(DEVICE_660, 107);
        assertEquals(Status.PROBLEM, finding.status());
        assertTrue(finding.text().endsWith("not in that group; it cannot read and write the device"), finding.text());
        assertEquals("sudo usermod -aG kvm \"$(id -un)\", and log in again", finding.remedy());
        enterContainer();
        assertEquals(
                "start the container with --group-add 107",
                notPermitted(DEVICE_660, 107).remedy());
    }

    @Test
    void remedyForNewMemberIsToLogInAgain() throws IOException {
        file("etc/group", "kvm:x:107:libvirt-qemu,sam\n");
        assertTrue(notPermitted(DEVICE_660, 107).remedy().startsWith("log in again"));
    }

    @Test
    void deviceWithoutUsableGroupNeedsAnAclEntry() throws IOException {
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
    void userWithoutNameIsGivenAccessByUid() throws IOException {
        become("1001", "1001", "");
        assertEquals(
                "sudo setfacl -m u:1001:rw /dev/kvm",
                notPermitted(DEVICE_660, 106).remedy());
    }

    @Test
    void ownerChangesTheMode() throws IOException {
        DeviceFile file = new DeviceFile(DEVICE_400, 1000, 106, false);
        assertEquals("chmod u+rw /dev/kvm", check(file).remedy());
        enterContainer();
        assertEquals("chmod u+rw /dev/kvm", check(file).remedy());
    }

    @Test
    void memberWithoutAccessNeedsAnAclEntry() throws IOException {
        assertEquals(
                "sudo setfacl -m u:1000:rw /dev/kvm",
                notPermitted(DEVICE_660, 106).remedy());
        enterContainer();
        assertEquals(
                "start the container with --user 0",
                notPermitted(DEVICE_660, 106).remedy());
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
    void remedyForUnmappedGroupIsOnTheHost() throws IOException {
        enterUserNamespace();
        DeviceFile file = new DeviceFile(DEVICE_660, NOBODY, NOBODY, false);
        assertEquals(
                "/dev/kvm, owner 65534 (not mapped in this user namespace), group 65534 (not mapped in this user namespace),"
                        + " mode 0660; this process is uid 0 and not in that group; it cannot read and write the device",
                check(file).text());
        String user =
                ", as a user who is in the group of /dev/kvm on the host (usually kvm: sudo usermod -aG kvm USER, and"
                        + " log in again)";
        assertEquals(
                "start this program in a new user namespace" + user, check(file).remedy());
        enterContainer();
        assertEquals(
                "start the container with --group-add keep-groups (podman)" + user,
                check(file).remedy());
        // With another group of the host.
        become("0", "0", "65534 0");
        assertEquals(
                "start the container with --group-add keep-groups (podman)" + user,
                check(file).remedy());
    }

    @Test
    void membershipOfUnmappedGroupIsNotKnown() throws IOException {
        enterUserNamespace();
        become("0", "0", "65534 0");
        assertTrue(check(new DeviceFile(DEVICE_660, NOBODY, NOBODY, true))
                .text()
                .endsWith("this process is uid 0 and in an unmapped group, which may be the device's"));
    }

    @Test
    void unmappedUserIsNotTheOwner() throws IOException {
        enterUserNamespace();
        become("65534", "65534", "");
        Finding finding = check(new DeviceFile(DEVICE_600, NOBODY, NOBODY, false));
        assertTrue(
                finding.text()
                        .contains(
                                "this process is uid 65534 (not mapped in this user namespace) and in an unmapped group"),
                finding.text());
        assertEquals(
                "on the host: sudo setfacl -m u:UID:rw /dev/kvm, where UID is the uid that ps -eo uid,args shows there for this process",
                finding.remedy());
    }

    @Test
    void unmappedOwnerIsNotSuggestedAsUserOfTheContainer() throws IOException {
        enterUserNamespace();
        String onHost =
                "on the host: sudo setfacl -m u:UID:rw /dev/kvm, where UID is the uid that ps -eo uid,args shows there for this process";
        DeviceFile unmapped = new DeviceFile(DEVICE_600, NOBODY, 5, false);
        assertEquals(onHost, check(unmapped).remedy());
        enterContainer();
        assertEquals(onHost, check(unmapped).remedy());
        assertEquals(
                "start the container with --user 7",
                check(new DeviceFile(DEVICE_600, 7, 5, false)).remedy());
    }

    @Test
    void groupMappedToOtherIdIsAdded() throws IOException {
        enterUserNamespace();
        DeviceFile file = new DeviceFile(DEVICE_660, NOBODY, 5, false);
        assertTrue(
                check(file).text().contains("group 5 (tty), mode 0660"),
                check(file).text());
        assertTrue(check(file).remedy().startsWith("start this program in a new user namespace, as a user who is in"));
        enterContainer();
        assertEquals("start the container with --group-add 5", check(file).remedy());
    }

    @Test
    void nobodyIsAnOrdinaryOwnerWithoutUserNamespace() throws IOException {
        file("proc/self/uid_map", "         0          0 4294967295\n");
        file("proc/self/gid_map", "         0          0 4294967295\n");
        file("etc/group", "nogroup:x:65534:\n");
        Finding finding = check(new DeviceFile(DEVICE_660, NOBODY, NOBODY, false));
        assertTrue(
                finding.text().startsWith("/dev/kvm, owner 65534, group 65534 (nogroup), mode 0660;"), finding.text());
        assertEquals("sudo usermod -aG nogroup \"$(id -un)\", and log in again", finding.remedy());
    }

    private Finding failedOpen(int errno, DeviceFile file) throws IOException {
        file("dev/kvm", "");
        SimulatedHost host = host().build();
        host.fail(KernelCall.OPEN, errno);
        return new DeviceCheck().check(facts(host), file);
    }

    /** The kernel's permission check includes the device cgroup. */
    @Test
    void deviceCgroupIsReportedIfTheModeAllowsAccess() throws IOException {
        DeviceFile file = new DeviceFile(DEVICE_660, 0, 106, false);
        Finding finding = failedOpen(EPERM, file);
        assertTrue(
                finding.text().endsWith("; the mode allows access, but the device cgroup of this process denies it"),
                finding.text());
        assertEquals("set DeviceAllow=/dev/kvm rw in the systemd unit of this process", finding.remedy());
        enterContainer();
        assertEquals(
                "start the container with --device /dev/kvm instead of a volume",
                failedOpen(EPERM, file).remedy());
    }

    @Test
    void mountWithoutDevicesIsReported() throws IOException {
        file("proc/self/mounts", "rootfs / rootfs rw 0 0\ntmpfs /dev tmpfs rw,nodev 0 0\n");
        DeviceFile file = new DeviceFile(DEVICE_666, 0, 0, true);
        Finding finding = failedOpen(EACCES, file);
        assertTrue(
                finding.text()
                        .endsWith("; the mode allows access, but the mount option nodev of its file system denies it"),
                finding.text());
        assertEquals("sudo mount -o remount,dev \"$(findmnt -n -o TARGET -T /dev/kvm)\"", finding.remedy());
        enterContainer();
        assertEquals(
                "start the container with --device /dev/kvm instead of a volume",
                failedOpen(EACCES, file).remedy());
    }

    @Test
    void securityPolicyIsReportedIfTheModeAllowsAccess() throws IOException {
        become("0", "0", "0");
        DeviceFile file = new DeviceFile(DEVICE_600, 0, 0, false);
        Finding finding = failedOpen(EACCES, file);
        assertTrue(
                finding.text().endsWith("; the mode allows access, but a security policy such as SELinux denies it"),
                finding.text());
        assertEquals("sudo ausearch -m avc -ts recent", finding.remedy());
        enterContainer();
        assertEquals(
                "sudo ausearch -m avc -ts recent (on the host of the container)",
                failedOpen(EACCES, file).remedy());
        // No backend is available to open the device.
        assertEquals(Status.PROBLEM, check(file).status());
    }

    @Test
    void deviceWithoutKvmNeedsTheModule() throws IOException {
        Facts facts = facts(host().withoutKvm().build());
        Finding finding = new DeviceCheck().check(facts, new DeviceFile(DEVICE_666, 0, 0, true));
        assertEquals("/dev/kvm exists, but is not the KVM device", finding.text());
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
        assertFinding(examine(host()), "container", Status.OK, "yes: /proc/1/cgroup names a container", null);
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
        assertFinding(
                examine(host()),
                "container",
                Status.OK,
                "no: process 2 is the kernel's kthreadd, although /.dockerenv exists",
                null);
    }
}

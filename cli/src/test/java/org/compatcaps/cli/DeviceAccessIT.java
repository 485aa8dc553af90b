// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Runs the doctor as users without access to the device, applies its remedy, and runs it again. */
@Execution(ExecutionMode.CONCURRENT)
class DeviceAccessIT {

    private static final String USER = "setpriv --reuid 65533 --regid 65533 --clear-groups";
    private static final String USER_IN_GROUP = "setpriv --reuid 65533 --regid 65533 --groups 1106";
    private static final String NEW_SESSION = "setpriv --reuid 65533 --regid 65533 --init-groups";
    private static final String USER_NAMESPACE = " unshare --user --map-root-user";

    /** Adds, for the test only, the user sam, the group kvm without sam, and the group old with sam. */
    private static final String ACCOUNTS = "cp -a /etc /mnt/etc; mount --bind /mnt/etc /etc;"
            + " echo sam:x:65533:65533::/:/bin/sh >> /etc/passwd; sed -i /^kvm:/d /etc/group;"
            + " printf 'kvm:x:1106:\\nold:x:1107:sam\\n' >> /etc/group; ";

    private static final String KEEP_GROUPS =
            "start the container with --group-add keep-groups (podman), as a user who is in the group of /mnt/kvm on the host";

    private static Path directory;

    /** A directory that other users can read. */
    private static Path tool;

    private static boolean isContainer;

    @BeforeAll
    static void copyTheTool() throws Exception {
        assumeTrue(System.getProperty("os.name").equals("Linux"), "needs Linux");
        assumeTrue(OtherUser.isRoot(), "only root can become another user");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/setpriv")), "setpriv is not installed");
        directory = Files.createTempDirectory(Path.of("/tmp"), "doctor");
        tool = OtherUser.copy(directory, Jdk.dist()).resolve("dist");
        isContainer = Jdk.newest().jar("doctor").out.contains("container: yes");
    }

    @AfterAll
    static void deleteTheTool() throws Exception {
        if (directory != null) {
            Jdk.run(List.of("rm", "-rf", directory.toString()));
        }
    }

    /** Makes a device that every machine has, {@code /dev/null}, in place of KVM. */
    private static String device(String owner, String mode) {
        return "mknod /mnt/kvm c 1 3; chown " + owner + " /mnt/kvm; chmod " + mode + " /mnt/kvm; ";
    }

    private static String doctor(String as) throws Exception {
        return as + " env HOME=/nonexistent " + DoctorIT.quoted(Jdk.newest().tool("java"))
                + " -XX:-UsePerfData -jar compatcaps-cli.jar doctor --json --device /mnt/kvm; echo =====; ";
    }

    /** Runs a script in a namespace where it can make the device, and returns the device finding of each doctor run. */
    private static List<JsonObject> run(String script) throws Exception {
        Path file = Files.createTempFile(tool, "script", ".sh");
        Files.writeString(file, "cd " + tool + "; mount -t tmpfs tmpfs /mnt; " + script);
        Jdk.Result result = DoctorIT.inNamespace("exec unshare --pid --fork sh " + file);
        List<JsonObject> findings = new ArrayList<>();
        for (String page : result.out.split("=====\n")) {
            findings.add(finding(page, result));
        }
        return findings;
    }

    private static JsonObject finding(String page, Jdk.Result result) {
        assertTrue(page.startsWith("{"), result.toString());
        for (JsonElement finding :
                JsonParser.parseString(page).getAsJsonObject().getAsJsonArray("findings")) {
            if (finding.getAsJsonObject().get("id").getAsString().equals("kvm-device")) {
                return finding.getAsJsonObject();
            }
        }
        throw new AssertionError(page);
    }

    /**
     * Asserts that a remedy gives access to the device.
     *
     * @param script makes the device
     * @param user the prefix that runs a command as a user without access
     * @param remedy the beginning of the remedy
     * @param application the command that applies the remedy
     * @param then the prefix that runs a command as the user afterwards
     * @return the text of the finding without access
     */
    private static String assertWorks(String script, String user, String remedy, String application, String then)
            throws Exception {
        List<JsonObject> findings = run(script + doctor(user) + application + "; " + doctor(then));
        assertTrue(findings.get(0).get("remedy").getAsString().startsWith(remedy), findings.toString());
        String before = findings.get(0).get("text").getAsString();
        assertTrue(before.endsWith("; it cannot read and write the device"), before);
        String after = findings.get(1).get("text").getAsString();
        assertEquals("/mnt/kvm exists, but is not the KVM device", after, before);
        return before;
    }

    /** Simulates a container of podman: a process namespace, and podman's marker file. */
    private static String container(String script) {
        return "mount -t proc proc /proc; mount -t tmpfs tmpfs /run; touch /run/.containerenv; " + script;
    }

    private static void assumeNoContainer() {
        assumeFalse(isContainer, "the remedies are those for a container here");
    }

    private static void assumeUserNamespaces() throws Exception {
        Jdk.Result probe = Jdk.run(List.of("sh", "-c", USER + USER_NAMESPACE + " true"));
        assumeTrue(probe.exitCode == 0, "user namespaces are not allowed here: " + probe.inOneLine());
    }

    private static void assumeSetfacl() {
        boolean isInstalled = Files.isExecutable(Path.of("/usr/bin/setfacl"));
        assumeTrue(isInstalled || "true".equals(System.getenv("CI")), "setfacl is missing. Install the package acl.");
    }

    @Test
    void joiningTheGroupGivesAccess() throws Exception {
        assumeNoContainer();
        assertWorks(
                ACCOUNTS + device("0:1106", "660"),
                USER,
                "sudo usermod -aG kvm \"$(id -un)\", and log in again",
                "usermod -aG kvm \"$(" + USER + " id -un)\"",
                NEW_SESSION);
    }

    @Test
    void loggingInAgainGivesNewMemberAccess() throws Exception {
        assumeNoContainer();
        assertWorks(ACCOUNTS + device("0:1107", "660"), USER, "log in again", ":", NEW_SESSION);
    }

    @Test
    void setfaclGivesAccessIfTheGroupHasNone() throws Exception {
        assumeNoContainer();
        assumeSetfacl();
        for (String owner : List.of("0:1106", "0:0")) {
            String mode = owner.equals("0:0") ? "660" : "600";
            String remedy = "setfacl -m u:65533:rw /mnt/kvm";
            assertWorks(ACCOUNTS + device(owner, mode), USER, "sudo " + remedy, remedy, USER);
        }
    }

    /** The group bits of the mode are the mask of the access control list, whose entry for the group is empty. */
    @Test
    void setfaclGivesAccessIfAclExcludesTheGroup() throws Exception {
        assumeNoContainer();
        assumeSetfacl();
        String remedy = "setfacl -m u:65533:rw /mnt/kvm";
        assertWorks(
                ACCOUNTS + device("0:1106", "600") + "setfacl -m u:1:rw /mnt/kvm; ",
                USER_IN_GROUP,
                "sudo " + remedy,
                remedy,
                USER_IN_GROUP);
    }

    @Test
    void ownerChangesTheMode() throws Exception {
        String remedy = "chmod u+rw /mnt/kvm";
        assertWorks(device("65533:1106", "460"), USER_IN_GROUP, remedy, USER + " " + remedy, USER);
    }

    @Test
    void containerWithGroupOrOwnerHasAccess() throws Exception {
        assertWorks(
                container(device("0:1106", "660")),
                USER,
                "start the container with --group-add 1106",
                ":",
                USER_IN_GROUP);
        assertWorks(container(device("0:1106", "600")), USER, "start the container with --user 0", ":", "");
    }

    @Test
    void userNamespaceOfGroupMemberHasAccess() throws Exception {
        assumeUserNamespaces();
        String there = USER + USER_NAMESPACE;
        String inGroup = USER_IN_GROUP + USER_NAMESPACE;
        String text = assertWorks(container(device("0:1106", "660")), there, KEEP_GROUPS, ":", inGroup);
        assertEquals(
                "/mnt/kvm, owner 65534 (not mapped in this user namespace), group 65534 (not mapped in this user namespace),"
                        + " mode 0660; this process is uid 0 and not in that group; it cannot read and write the device",
                text);
        assumeNoContainer();
        assertWorks(
                device("0:1106", "660"),
                there,
                "start this program in a new user namespace, as a user who is in the group of",
                ":",
                inGroup);
    }

    /** All unmapped groups have the same id. */
    @Test
    void otherUnmappedGroupGivesNoAccess() throws Exception {
        assumeUserNamespaces();
        String text = assertWorks(
                container(device("0:1106", "660")),
                "setpriv --reuid 65533 --regid 65533 --groups 1107" + USER_NAMESPACE,
                KEEP_GROUPS,
                ":",
                USER_IN_GROUP + USER_NAMESPACE);
        assertTrue(text.contains("uid 0 and in an unmapped group, which may be the device's"), text);
    }

    @Test
    void setfaclOnHostGivesUserNamespaceAccess() throws Exception {
        assumeUserNamespaces();
        assumeSetfacl();
        String there = USER + USER_NAMESPACE;
        String remedy =
                "on the host: sudo setfacl -m u:UID:rw /mnt/kvm, where UID is the uid that ps -eo uid,args shows there";
        String application = "setfacl -m u:65533:rw /mnt/kvm";
        assertWorks(container(device("0:1106", "600")), there, remedy, application, there);
        assertWorks(device("0:1106", "600"), there, remedy, application, there);
    }

    @Test
    void largestIdsArePrintedUnsigned() throws Exception {
        String user = "setpriv --reuid 3000000000 --regid 3000000000 --groups 3000000001";
        JsonObject finding = run(container(device("4000000000:4294967294", "600") + doctor(user)))
                .get(0);
        assertEquals(
                "/mnt/kvm, owner 4000000000, group 4294967294, mode 0600; this process is uid 3000000000 and not in that"
                        + " group; it cannot read and write the device",
                finding.get("text").getAsString());
        assertEquals(
                "start the container with --user 4000000000",
                finding.get("remedy").getAsString());
    }

    @Test
    void deviceOnNodevMountIsReported() throws Exception {
        assumeNoContainer();
        List<JsonObject> findings = run(device("0:0", "666") + "mount -o remount,nodev /mnt; " + doctor("")
                + "mount -o remount,dev \"$(findmnt -n -o TARGET -T /mnt/kvm)\"; " + doctor(""));
        assertTrue(
                findings.get(0)
                        .get("text")
                        .getAsString()
                        .endsWith("; the mode allows access, but the mount option nodev of its file system denies it"),
                findings.toString());
        assertEquals(
                "sudo mount -o remount,dev \"$(findmnt -n -o TARGET -T /mnt/kvm)\"",
                findings.get(0).get("remedy").getAsString());
        assertEquals(
                "/mnt/kvm exists, but is not the KVM device",
                findings.get(1).get("text").getAsString());
    }
}

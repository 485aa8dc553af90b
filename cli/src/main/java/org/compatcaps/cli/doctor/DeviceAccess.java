// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli.doctor;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/** The permissions of this process for the KVM device. */
final class DeviceAccess {

    private final Facts facts;
    private final DeviceFile file;
    private final Caller caller;
    private final IdMap users;
    private final IdMap groups;

    /** The group's name. Empty for an unmapped group, whose overflow id has an unrelated entry in {@code /etc/group}. */
    private final Optional<String> group;

    DeviceAccess(Facts facts, DeviceFile file) throws IOException {
        this.facts = facts;
        this.file = file;
        this.caller = Caller.read(facts.files);
        this.users = IdMap.ofUsers(facts.files);
        this.groups = IdMap.ofGroups(facts.files);
        this.group = groups.isUnmapped(file.gid) ? Optional.empty() : Caller.groupName(facts.files, file.gid);
    }

    String description() {
        return String.format(
                Locale.ROOT,
                "%s, owner %s, group %s%s, mode %04o; this process is uid %s and %s",
                facts.device,
                users.describe(file.uid),
                groups.describe(file.gid),
                group.map(name -> " (" + name + ")").orElse(""),
                file.permissions(),
                users.describe(caller.uid),
                membership());
    }

    /** All unmapped groups have the same id, so they cannot be distinguished. */
    private String membership() {
        if (!caller.isIn(file.gid)) {
            return "not in that group";
        }
        return groups.isUnmapped(file.gid) ? "in an unmapped group, which may be the device's" : "in that group";
    }

    /** {@return whether the mode allows access} {@link DeviceFile#isPermitted} is also false if only a policy denies it. */
    boolean isAllowedByMode() {
        return file.isPermitted || isOwner() && file.isForItsOwner() || facts.query.isOpenForbiddenByCgroup();
    }

    private boolean isOwner() {
        return caller.uid == file.uid && !users.isUnmapped(file.uid);
    }

    /** {@return the remedy that gives permission} */
    String remedy() throws IOException {
        if (isOwner()) {
            return "chmod u+rw " + facts.device;
        }
        if (!file.isForItsGroup() || file.gid == 0) {
            return accessForUser();
        }
        if (groups.isUnmapped(file.gid)) {
            return joinGroupOfHost();
        }
        // A member may lack access: an access control list can give the group fewer permissions than the mode shows.
        return caller.isIn(file.gid) ? accessForUser() : joinGroup();
    }

    private String joinGroup() throws IOException {
        if (facts.container.isInside) {
            return "start the container with --group-add " + file.gid;
        }
        if (groups.isPartial()) {
            return joinGroupOfHost();
        }
        if (caller.isListedIn(facts.files, file.gid)) {
            return "log in again, since this session started before the user joined the group";
        }
        return group.isPresent() && caller.name(facts.files).isPresent()
                ? "sudo usermod -aG " + group.get() + " \"$(id -un)\", and log in again"
                : accessForUser();
    }

    /** Names neither the group nor the user, which are known only on the host. */
    private String joinGroupOfHost() {
        String start = facts.container.isInside
                ? "start the container with --group-add keep-groups (podman)"
                : "start this program in a new user namespace";
        return start + ", as a user who is in the group of " + facts.device
                + " on the host (usually kvm: sudo usermod -aG kvm USER, and log in again)";
    }

    private String accessForUser() {
        if (facts.container.isInside && !users.isUnmapped(file.uid)) {
            return "start the container with --user " + file.uid;
        }
        if (users.isPartial()) {
            return "on the host: sudo setfacl -m u:UID:rw " + facts.device
                    + ", where UID is the uid that ps -eo uid,args shows there for this process";
        }
        return "sudo setfacl -m u:" + caller.uid + ":rw " + facts.device;
    }
}

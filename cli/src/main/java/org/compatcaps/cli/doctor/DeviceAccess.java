// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli.doctor;

import java.io.IOException;
import java.util.Optional;

/** The permissions of this process on the file of the KVM device. */
final class DeviceAccess {

    private final Facts facts;
    private final DeviceFile file;
    private final Caller caller;
    private final Optional<String> group;

    DeviceAccess(Facts facts, DeviceFile file) throws IOException {
        this.facts = facts;
        this.file = file;
        this.caller = Caller.read(facts.files);
        this.group = Caller.groupName(facts.files, file.gid);
    }

    String description() {
        return String.format(
                "%s, owner %d, group %d%s, mode %04o; this process is uid %d and %s that group",
                facts.device,
                file.uid,
                file.gid,
                group.map(name -> " (" + name + ")").orElse(""),
                file.permissions(),
                caller.uid,
                caller.isIn(file.gid) ? "in" : "not in");
    }

    /** {@return how to get permission} */
    String remedy() throws IOException {
        boolean isInside = facts.container.isInside;
        String addUser = "sudo setfacl -m u:" + caller.uid + ":rw " + facts.device;
        if (!file.isForItsGroup() || file.gid == 0) {
            return isInside ? "start the container with --user " + file.uid : addUser;
        }
        if (isInside) {
            return "start the container with --group-add " + file.gid;
        }
        if (caller.isListedIn(facts.files, file.gid)) {
            return "log in again, since this session is older than the membership in the group";
        }
        return group.map(name -> "sudo usermod -aG " + name + " \"$(id -un)\", and log in again")
                .orElse(addUser);
    }
}

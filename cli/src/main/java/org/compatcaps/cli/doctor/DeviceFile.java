// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;

/** The file of the device, as {@code ls -l} shows it, and whether it could be used by its permissions. */
final class DeviceFile {

    private static final int TYPE = 0170000;
    private static final int CHARACTER_DEVICE = 0020000;

    final int mode;
    final int uid;
    final int gid;
    final boolean isPermitted;

    DeviceFile(int mode, int uid, int gid, boolean isPermitted) {
        this.mode = mode;
        this.uid = uid;
        this.gid = gid;
        this.isPermitted = isPermitted;
    }

    /** Null if there is none. */
    static DeviceFile read(Path path) throws IOException {
        try {
            Map<String, Object> attributes = Files.readAttributes(path, "unix:mode,uid,gid");
            return new DeviceFile(
                    (Integer) attributes.get("mode"),
                    (Integer) attributes.get("uid"),
                    (Integer) attributes.get("gid"),
                    Files.isReadable(path) && Files.isWritable(path));
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    boolean isCharacterDevice() {
        return (mode & TYPE) == CHARACTER_DEVICE;
    }

    boolean isForItsGroup() {
        return (mode & 0060) == 0060;
    }

    Finding finding(String path, HostFiles files, boolean isContainer, boolean isRefused) throws IOException {
        Caller caller = Caller.read(files);
        String group =
                Caller.groupName(files, gid).map(name -> " (" + name + ")").orElse("");
        String text = path + ", owner " + uid + ", group " + gid + group + ", mode "
                + String.format("%04o", mode & 07777) + "; this process is uid " + caller.uid + " and "
                + (caller.isIn(gid) ? "in" : "not in") + " that group";
        if (!isCharacterDevice()) {
            return Finding.problem(Doctor.DEVICE, path + " is not a device", "use /dev/kvm");
        }
        if (!isPermitted) {
            return Finding.problem(
                    Doctor.DEVICE, text + ", and may not read and write it", cure(path, files, caller, isContainer));
        }
        if (isRefused) {
            return Finding.problem(
                    Doctor.DEVICE,
                    text + "; its mode permits it, but a policy forbids it, such as a container's device cgroup",
                    isContainer
                            ? "start the container with --device " + path + " instead of a volume"
                            : "sudo ausearch -m avc -ts recent");
        }
        return Finding.ok(Doctor.DEVICE, text);
    }

    private String cure(String path, HostFiles files, Caller caller, boolean isContainer) throws IOException {
        if (!isForItsGroup() || gid == 0) {
            return isContainer
                    ? "start the container with --user " + uid
                    : "sudo setfacl -m u:" + caller.uid + ":rw " + path;
        }
        if (isContainer) {
            return "start the container with --group-add " + gid;
        }
        if (caller.isListedIn(files, gid)) {
            return "log in again, since this session is older than the membership in the group";
        }
        String name = Caller.groupName(files, gid).orElse(null);
        return name == null
                ? "sudo setfacl -m u:" + caller.uid + ":rw " + path
                : "sudo usermod -aG " + name + " \"$(id -un)\", and log in again";
    }
}

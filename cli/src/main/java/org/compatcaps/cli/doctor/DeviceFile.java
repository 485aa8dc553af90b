// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;

/** The owner, group and mode of the KVM device. */
final class DeviceFile {

    private static final int TYPE = 0170000;
    private static final int CHARACTER_DEVICE = 0020000;
    private static final int READ_AND_WRITE_FOR_OWNER = 0600;
    private static final int READ_AND_WRITE_FOR_GROUP = 0060;

    final int mode;
    final long uid;
    final long gid;

    /** Whether this process can read and write it, according to the kernel. */
    final boolean isPermitted;

    DeviceFile(int mode, long uid, long gid, boolean isPermitted) {
        this.mode = mode;
        this.uid = uid;
        this.gid = gid;
        this.isPermitted = isPermitted;
    }

    /** Returns the attributes of a file, or null if it does not exist. */
    static DeviceFile read(Path path) throws IOException {
        try {
            Map<String, Object> attributes = Files.readAttributes(path, "unix:mode,uid,gid");
            return new DeviceFile(
                    (Integer) attributes.get("mode"),
                    Integer.toUnsignedLong((Integer) attributes.get("uid")),
                    Integer.toUnsignedLong((Integer) attributes.get("gid")),
                    Files.isReadable(path) && Files.isWritable(path));
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    boolean isCharacterDevice() {
        return (mode & TYPE) == CHARACTER_DEVICE;
    }

    int permissions() {
        return mode & 07777;
    }

    boolean isForItsOwner() {
        return (mode & READ_AND_WRITE_FOR_OWNER) == READ_AND_WRITE_FOR_OWNER;
    }

    boolean isForItsGroup() {
        return (mode & READ_AND_WRITE_FOR_GROUP) == READ_AND_WRITE_FOR_GROUP;
    }
}

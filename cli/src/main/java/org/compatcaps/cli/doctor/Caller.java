// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli.doctor;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Who this process is to the kernel, from {@code /proc/self/status}. */
final class Caller {

    private static final String STATUS = "/proc/self/status";

    final int uid;
    final int gid;

    /** Without its own. */
    final List<Integer> groups;

    private Caller(int uid, int gid, List<Integer> groups) {
        this.uid = uid;
        this.gid = gid;
        this.groups = groups;
    }

    static Caller read(HostFiles files) throws IOException {
        List<Integer> groups = new ArrayList<>();
        for (String group : files.field(STATUS, "Groups").orElse("").split("\\s+")) {
            if (!group.isEmpty()) {
                groups.add(Integer.valueOf(group));
            }
        }
        return new Caller(effective(files, "Uid"), effective(files, "Gid"), groups);
    }

    /** Of four numbers the second. */
    private static int effective(HostFiles files, String name) throws IOException {
        Optional<String> numbers = files.field(STATUS, name);
        if (numbers.isEmpty()) {
            throw new IOException(STATUS + " has no " + name);
        }
        return Integer.parseInt(numbers.get().split("\\s+")[1]);
    }

    boolean isIn(int group) {
        return gid == group || groups.contains(group);
    }

    /** Whether the files of users and groups have it in a group, which a session from before does not know. */
    boolean isListedIn(HostFiles files, int group) throws IOException {
        String name = null;
        for (String line : files.lines("/etc/passwd")) {
            String[] fields = line.split(":");
            if (fields.length > 2 && fields[2].equals(Integer.toString(uid))) {
                name = fields[0];
            }
        }
        for (String line : files.lines("/etc/group")) {
            String[] fields = line.split(":");
            if (fields.length > 3 && fields[2].equals(Integer.toString(group))) {
                return name != null && Arrays.asList(fields[3].split(",")).contains(name);
            }
        }
        return false;
    }

    static Optional<String> groupName(HostFiles files, int group) throws IOException {
        for (String line : files.lines("/etc/group")) {
            String[] fields = line.split(":");
            if (fields.length > 2 && fields[2].equals(Integer.toString(group))) {
                return Optional.of(fields[0]);
            }
        }
        return Optional.empty();
    }
}

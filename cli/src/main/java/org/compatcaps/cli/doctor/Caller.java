// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli.doctor;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The user and the groups of this process, from {@code /proc/self/status}. */
final class Caller {

    private static final String STATUS = "/proc/self/status";

    final int uid;
    final int gid;

    /** The supplementary groups, without {@link #gid}. */
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

    /** Returns the effective one, the second of four. */
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

    /** Returns whether the user database has the user in a group. A session that is older than the membership is not in it. */
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

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

    final long uid;
    final long gid;

    /** The supplementary groups, without {@link #gid}. */
    final List<Long> groups;

    private Caller(long uid, long gid, List<Long> groups) {
        this.uid = uid;
        this.gid = gid;
        this.groups = groups;
    }

    static Caller read(HostFiles files) throws IOException {
        List<Long> groups = new ArrayList<>();
        for (String group : files.field(STATUS, "Groups").orElse("").split("\\s+")) {
            if (!group.isEmpty()) {
                groups.add(Long.valueOf(group));
            }
        }
        return new Caller(effective(files, "Uid"), effective(files, "Gid"), groups);
    }

    /** Returns the effective id, the second of four. */
    private static long effective(HostFiles files, String name) throws IOException {
        Optional<String> numbers = files.field(STATUS, name);
        if (numbers.isEmpty()) {
            throw new IOException(STATUS + " has no " + name);
        }
        return Long.parseLong(numbers.get().split("\\s+")[1]);
    }

    boolean isIn(long group) {
        return gid == group || groups.contains(group);
    }

    /** Returns the user's name, or empty if {@code /etc/passwd} does not contain it. */
    Optional<String> name(HostFiles files) throws IOException {
        return entry(files, "/etc/passwd", uid).map(fields -> fields[0]);
    }

    /** Returns whether {@code /etc/group} lists the user as a member. A session that started earlier lacks the group. */
    boolean isListedIn(HostFiles files, long group) throws IOException {
        Optional<String> name = name(files);
        Optional<String[]> entry = entry(files, "/etc/group", group).filter(fields -> fields.length > 3);
        return name.isPresent()
                && entry.isPresent()
                && Arrays.asList(entry.get()[3].split(",")).contains(name.get());
    }

    static Optional<String> groupName(HostFiles files, long group) throws IOException {
        return entry(files, "/etc/group", group).map(fields -> fields[0]);
    }

    /** Returns the fields of the line with this id. */
    private static Optional<String[]> entry(HostFiles files, String database, long id) throws IOException {
        return files.lines(database).stream()
                .map(line -> line.split(":"))
                .filter(fields -> fields.length > 2 && fields[2].equals(Long.toString(id)))
                .findFirst();
    }
}

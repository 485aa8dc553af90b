// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli.doctor;

import java.io.IOException;

/** The map of user or group ids between the host and the user namespace of this process. */
final class IdMap {

    /** The first id here, the first id outside, and the number of ids. */
    private static final String EVERY_ID = "0 0 4294967295";

    private static final String DEFAULT_OVERFLOW = "65534";

    private final boolean isPartial;
    private final long overflow;

    private IdMap(boolean isPartial, long overflow) {
        this.isPartial = isPartial;
        this.overflow = overflow;
    }

    static IdMap ofUsers(HostFiles files) throws IOException {
        return read(files, "uid");
    }

    static IdMap ofGroups(HostFiles files) throws IOException {
        return read(files, "gid");
    }

    /** Reads a map. A kernel without user namespaces has no such file. */
    private static IdMap read(HostFiles files, String kind) throws IOException {
        String map = files.text("/proc/self/" + kind + "_map").orElse(EVERY_ID);
        String overflow = files.text("/proc/sys/kernel/overflow" + kind).orElse(DEFAULT_OVERFLOW);
        return new IdMap(!map.replaceAll("\\s+", " ").equals(EVERY_ID), Long.parseLong(overflow));
    }

    /** {@return whether ids here differ from those of the host} */
    boolean isPartial() {
        return isPartial;
    }

    /** {@return whether an id is the overflow id, which the kernel shows for every unmapped id} */
    boolean isUnmapped(long id) {
        return isPartial && id == overflow;
    }

    /** {@return an id, with a note if it is unmapped} */
    String describe(long id) {
        return id + (isUnmapped(id) ? " (not mapped in this user namespace)" : "");
    }
}

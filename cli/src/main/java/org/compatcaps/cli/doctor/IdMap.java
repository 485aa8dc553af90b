// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli.doctor;

import java.io.IOException;

/** The ids of users or groups of the host that have a number in the user namespace of this process. */
final class IdMap {

    /** The first id here, the first id outside, and how many. */
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

    /** A kernel without user namespaces does not have the file of the map. */
    private static IdMap read(HostFiles files, String kind) throws IOException {
        String map = files.text("/proc/self/" + kind + "_map").orElse(EVERY_ID);
        String overflow = files.text("/proc/sys/kernel/overflow" + kind).orElse(DEFAULT_OVERFLOW);
        return new IdMap(!map.replaceAll("\\s+", " ").equals(EVERY_ID), Long.parseLong(overflow));
    }

    /** {@return whether the ids here are not those of the host} */
    boolean isPartial() {
        return isPartial;
    }

    /** {@return whether an id is the number that the kernel shows for every id without one} */
    boolean isUnmapped(long id) {
        return isPartial && id == overflow;
    }

    /** {@return an id, as a finding prints it} */
    String describe(long id) {
        return id + (isUnmapped(id) ? " (not mapped in this user namespace)" : "");
    }
}

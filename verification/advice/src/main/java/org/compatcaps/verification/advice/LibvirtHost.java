// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.advice;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.compatcaps.verification.powerhost.Plan;

/** A host with libvirt, and the expected outcome there: a line of {@code libvirt.tsv}. */
final class LibvirtHost {
    private static final int COLUMNS = 8;
    private static final String NONE = "-";

    final String name;
    final Host host;

    /** Whether its libvirt is older than the one that knows POWER11. */
    final boolean old;

    final String reports;
    final String setting;
    final String alone;
    final String doctor;

    /** The name of the boot that saves the guest which is restored here, or null. */
    final String from;

    private LibvirtHost(String[] columns, List<Host> hosts) {
        name = columns[0];
        host = hosts.stream()
                .filter(each -> each.name.equals(columns[1]))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no host is called " + columns[1]));
        old = columns[2].equals("old");
        if (!old && !columns[2].equals("current")) {
            throw new IllegalArgumentException("libvirt is current or old, not " + columns[2]);
        }
        reports = columns[3];
        setting = columns[4];
        alone = columns[5];
        doctor = columns[6];
        from = columns[7].equals(NONE) ? null : columns[7];
    }

    /** For people, such as {@code 11.4 or later}. */
    String libvirt() {
        return old ? "before 11.4" : "11.4 or later";
    }

    static List<LibvirtHost> read(Path file, List<Host> hosts) throws IOException {
        return Plan.read(file, COLUMNS, columns -> new LibvirtHost(columns, hosts));
    }
}

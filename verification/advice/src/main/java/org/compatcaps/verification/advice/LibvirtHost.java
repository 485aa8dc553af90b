// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.advice;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.compatcaps.verification.powerhost.Plan;

/**
 * A row of {@code libvirt.tsv}: a host with libvirt, and the expected output there.
 *
 * @param version {@code current}, which knows POWER11, or {@code old}
 * @param reports the processor in libvirt's capabilities
 * @param setting the mode of {@code <cpu>} that the command line prints
 * @param alone the outcome of {@code <cpu mode='host-model'/>}
 * @param from the boot that saves the guest which this host restores, or {@value Host#NONE}
 */
record LibvirtHost(
        String name,
        Host host,
        String version,
        String reports,
        String setting,
        String alone,
        String doctor,
        String from) {

    static List<LibvirtHost> read(Path file, List<Host> hosts) throws IOException {
        return Plan.read(
                file,
                8,
                row -> new LibvirtHost(
                        row[0], Selection.named(hosts, row[1]), row[2], row[3], row[4], row[5], row[6], row[7]));
    }

    boolean isOld() {
        return version.equals("old");
    }

    boolean restores() {
        return !from.equals(Host.NONE);
    }

    /** Returns the versions of libvirt for the reader of the table. */
    String versions() {
        return isOld() ? "before 11.4" : "11.4 or later";
    }
}

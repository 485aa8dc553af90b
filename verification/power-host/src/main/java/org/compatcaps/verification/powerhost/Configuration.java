// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.powerhost;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.compatcaps.verification.ioctlcases.HostKind;

/** One boot and its expected answer: a line of {@code expected.tsv}, which describes the columns. */
record Configuration(
        String name,
        String machine,
        String cpu,
        List<String> devices,
        boolean traced,
        Optional<HostKind> cases,
        int exitStatus,
        List<String> modes,
        String bitmap,
        String nestedApi,
        String stderr) {
    private static final int COLUMNS = 12;

    private static Configuration of(String[] columns) {
        String capability = switch (columns[4]) {
            case "v1" -> ",cap-nested-hv=on";
            case "v2" -> ",cap-nested-papr=on";
            case "none" -> "";
            default -> throw new IllegalArgumentException("nested is v1, v2 or none, not " + columns[4]);
        };
        return new Configuration(
                columns[0],
                columns[1] + capability,
                columns[2],
                list(columns[3], " "),
                columns[5].equals("yes"),
                list(columns[6], " ").stream().map(HostKind::of).findFirst(),
                Integer.parseInt(columns[7]),
                list(columns[8], ","),
                columns[9],
                columns[10],
                columns[11]);
    }

    private static List<String> list(String column, String separator) {
        return column.equals("-") ? List.of() : List.of(column.split(separator));
    }

    /**
     * Reads the file.
     *
     * @throws IOException if it cannot be read, or a line is wrong
     */
    static List<Configuration> read(Path file) throws IOException {
        return Plan.read(file, COLUMNS, Configuration::of);
    }

    /** Returns whether the tool must print an answer, and not the reason why there is none. */
    boolean answers() {
        return exitStatus == 0;
    }

    /** Returns whether the kernel runs without a hypervisor. */
    boolean bareMetal() {
        return machine.startsWith("powernv");
    }

    /** Returns a rough weight of the boot's time: separate JVMs take longest, then ioctl cases, then gzip. */
    int length() {
        return (traced ? 4 : 0) + (cases.isPresent() ? 2 : 0) + (bareMetal() ? 1 : 0);
    }

    /** Returns the boot, with the archive or its compressed copy; {@code packaged}: with the files of a Debian package. */
    Boot boot(Path initramfs, Path compressedInitramfs, boolean packaged) {
        String parameters = traced ? " TRACE=yes" : "";
        parameters += traced && packaged ? " PACKAGED=yes" : "";
        parameters += cases.map(host -> " CASES=" + host.column()).orElse("");
        // QEMU's bare-metal machine takes 128 MiB at most. For the others, unpacking would only cost time.
        return new Boot(machine, cpu, devices, bareMetal() ? compressedInitramfs : initramfs, parameters);
    }
}

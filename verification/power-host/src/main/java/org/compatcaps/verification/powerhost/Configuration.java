// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.powerhost;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.compatcaps.verification.ioctlcases.HostKind;

/** One boot and what it must answer: a line of {@code expected.tsv}. */
final class Configuration {
    private static final int COLUMNS = 12;
    private static final Pattern BITMAP = Pattern.compile("0x[0-9a-f]{16}");

    final String name;
    final String machine;
    final String cpu;
    final List<String> devices;
    final boolean traced;
    final Optional<HostKind> cases;
    final int exitStatus;
    final List<String> modes;
    final String bitmap;
    final String nestedApi;
    final String stderr;

    private Configuration(String[] columns) {
        name = columns[0];
        machine = columns[1] + capability(columns[4]);
        cpu = columns[2];
        devices = list(columns[3], " ");
        traced = yes(columns[5]);
        cases = kindOfHost(columns[6]);
        exitStatus = Integer.parseInt(columns[7]);
        modes = list(columns[8], ",");
        bitmap = orEmpty(columns[9]);
        nestedApi = orEmpty(columns[10]);
        stderr = orEmpty(columns[11]);
        if (answers()
                ? modes.isEmpty() || !BITMAP.matcher(bitmap).matches() || nestedApi.isEmpty()
                : stderr.isEmpty()) {
            throw new IllegalArgumentException("an answer needs modes, bitmap and nestedApi, a refusal needs stderr");
        }
    }

    /** Whether the tool must print an answer, rather than say why there is none. */
    boolean answers() {
        return exitStatus == 0;
    }

    /** Whether the kernel runs without a hypervisor below it. */
    boolean bareMetal() {
        return machine.startsWith("powernv");
    }

    /** How long the boot takes, roughly and compared with others: JVMs of their own most, then ioctl cases, then gzip. */
    int length() {
        return (traced ? 4 : 0) + (cases.isPresent() ? 2 : 0) + (bareMetal() ? 1 : 0);
    }

    /** What is booted, with the archive or its compressed copy; {@code packaged}: with the files of a Debian package. */
    Boot boot(Path initramfs, Path compressedInitramfs, boolean packaged) {
        String parameters = traced ? " TRACE=yes" : "";
        parameters += traced && packaged ? " PACKAGED=yes" : "";
        parameters += cases.map(host -> " CASES=" + host.column()).orElse("");
        // QEMU's bare-metal machine takes 128 MiB at most. For the others, unpacking would only cost time.
        return new Boot(machine, cpu, devices, bareMetal() ? compressedInitramfs : initramfs, parameters);
    }

    /**
     * Reads the file.
     *
     * @throws IOException if it cannot be read, or a line is wrong
     */
    static List<Configuration> read(Path file) throws IOException {
        return Plan.read(file, COLUMNS, Configuration::new);
    }

    private static String capability(String nested) {
        if (nested.equals("v1")) {
            return ",cap-nested-hv=on";
        }
        if (nested.equals("v2")) {
            return ",cap-nested-papr=on";
        }
        if (nested.equals("none")) {
            return "";
        }
        throw new IllegalArgumentException("nested is v1, v2 or none, not " + nested);
    }

    private static Optional<HostKind> kindOfHost(String column) {
        if (column.equals("-")) {
            return Optional.empty();
        }
        HostKind host = HostKind.of(column);
        if (host == HostKind.FIRST_POSTED) {
            throw new IllegalArgumentException("no boot has the interface as first posted");
        }
        return Optional.of(host);
    }

    private static boolean yes(String column) {
        if (column.equals("yes") || column.equals("-")) {
            return column.equals("yes");
        }
        throw new IllegalArgumentException("trace is yes or -, not " + column);
    }

    private static List<String> list(String column, String separator) {
        return column.equals("-") ? List.of() : Arrays.asList(column.split(separator));
    }

    private static String orEmpty(String column) {
        return column.equals("-") ? "" : column;
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.advice;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.compatcaps.verification.powerhost.Plan;

/** A host to boot, and what must come out there: a line of {@code hosts.tsv}. */
final class Host {
    private static final int COLUMNS = 11;

    private static final Pattern MODE = Pattern.compile("max-cpu-compat=(\\w+)");

    /** "Not applicable" in the file. */
    static final String NONE = "-";

    final String name;
    final String machine;
    final String cpu;
    final List<String> devices;

    /** Whether the modules of KVM are loaded or not. */
    final String modules;

    /** What the kernel with the query answers: modes, or a part of the refusal. */
    final String answer;

    /** The estimate under the kernel with the query, and under the older one. */
    final String estimate;

    final String estimateUnderOlder;

    /** The doctor's verdict under the kernel with the query, and under the older one. */
    final String doctor;

    final String doctorUnderOlder;

    /** What becomes of a guest for which nothing is set. */
    final String without;

    private Host(String[] columns) {
        name = columns[0];
        machine = columns[1];
        cpu = columns[2];
        devices = columns[3].equals(NONE) ? List.of() : Arrays.asList(columns[3].split(" "));
        modules = columns[4];
        if (!modules.equals("loaded") && !modules.equals("none")) {
            throw new IllegalArgumentException("modules are loaded or none, not " + modules);
        }
        answer = columns[5];
        estimate = columns[6];
        estimateUnderOlder = columns[7].equals(NONE) ? estimate : columns[7];
        without = columns[8];
        doctor = columns[9];
        doctorUnderOlder = columns[10];
    }

    /** For people, such as {@code POWER11 in POWER10 mode}. */
    String title() {
        Matcher mode = MODE.matcher(machine);
        String title = bareMetal() ? cpu.toUpperCase(Locale.ROOT) + ", bare metal" : cpu.toUpperCase(Locale.ROOT);
        return mode.find() ? title + " in " + mode.group(1).toUpperCase(Locale.ROOT) + " mode" : title;
    }

    /** Whether the kernel with the query answers. */
    boolean answers() {
        return answer.startsWith("POWER");
    }

    boolean startsGuests() {
        return !without.equals(NONE);
    }

    boolean bootsOlder() {
        return !estimate.equals(NONE);
    }

    /** The nested API in which its guests run. */
    String nestedApi() {
        return machine.contains("cap-nested-papr") ? "v2" : "v1";
    }

    boolean bareMetal() {
        return machine.startsWith("powernv");
    }

    /**
     * Reads the file.
     *
     * @throws IOException if it cannot be read, or a line is wrong
     */
    static List<Host> read(Path file) throws IOException {
        return Plan.read(file, COLUMNS, Host::new);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.advice;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.compatcaps.verification.powerhost.Plan;

/**
 * A row of {@code hosts.tsv}: a host to boot, and the expected output there.
 *
 * @param modules whether the modules of KVM are loaded: {@code loaded} or {@code none}
 * @param answer modes, or a part of the refusal, under the kernel with the query
 * @param estimate modes under both kernels
 * @param estimateUnderOlder the same under the older kernel
 * @param without the outcome of a guest without a setting
 * @param doctor the doctor's verdict under the kernel with the query
 * @param doctorUnderOlder the same under the older kernel
 */
record Host(
        String name,
        String machine,
        String cpu,
        List<String> devices,
        String modules,
        String answer,
        String estimate,
        String estimateUnderOlder,
        String without,
        String doctor,
        String doctorUnderOlder) {

    /** "Not applicable" in the files. */
    static final String NONE = "-";

    private static final Pattern MODE = Pattern.compile("max-cpu-compat=(\\w+)");

    static List<Host> read(Path file) throws IOException {
        return Plan.read(
                file,
                11,
                row -> new Host(
                        row[0],
                        row[1],
                        row[2],
                        row[3].equals(NONE) ? List.of() : List.of(row[3].split(" ")),
                        row[4],
                        row[5],
                        row[6],
                        row[7].equals(NONE) ? row[6] : row[7],
                        row[8],
                        row[9],
                        row[10]));
    }

    /** Returns a title such as {@code POWER11 in POWER10 mode}. */
    String title() {
        Matcher mode = MODE.matcher(machine);
        String title = cpu.toUpperCase(Locale.ROOT) + (bareMetal() ? ", bare metal" : "");
        return mode.find() ? title + " in " + mode.group(1).toUpperCase(Locale.ROOT) + " mode" : title;
    }

    /** Returns whether the kernel with the query returns modes. */
    boolean answers() {
        return answer.startsWith("POWER");
    }

    boolean startsGuests() {
        return !without.equals(NONE);
    }

    boolean bootsOlder() {
        return !estimate.equals(NONE);
    }

    String nestedApi() {
        return machine.contains("cap-nested-papr") ? "v2" : "v1";
    }

    boolean bareMetal() {
        return machine.startsWith("powernv");
    }
}

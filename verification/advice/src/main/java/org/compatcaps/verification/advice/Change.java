// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.advice;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.compatcaps.verification.powerhost.Plan;

/** A change of a running host, and the output after it: a line of {@code changes.tsv}. */
final class Change {
    /** The host is saved, and restored in another process of the emulator. */
    static final String MIGRATED = "migrated";

    private static final Set<String> STEPS = Set.of("booted", MIGRATED, "reloaded", "rewritten");

    private static final int COLUMNS = 6;

    final String name;
    final String host;
    final String step;

    /** Modes, or a part of the error's message. */
    final String answer;

    final String doctor;

    /** A part of the outcome of a guest with the oldest mode. */
    final String guest;

    private Change(String[] columns) {
        name = columns[0];
        host = columns[1];
        step = columns[2];
        if (!STEPS.contains(step)) {
            throw new IllegalArgumentException("a step is one of " + STEPS + ", not " + step);
        }
        answer = columns[3];
        doctor = columns[4];
        guest = columns[5];
    }

    boolean startsGuest() {
        return !guest.equals(Host.NONE);
    }

    /**
     * Reads the file.
     *
     * @throws IOException if it cannot be read, or a line is wrong
     */
    static List<Change> read(Path file) throws IOException {
        return Plan.read(file, COLUMNS, Change::new);
    }
}

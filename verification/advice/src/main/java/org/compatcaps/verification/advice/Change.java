// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.advice;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.compatcaps.verification.powerhost.Plan;

/**
 * A row of {@code changes.tsv}: a change of a running host, and the expected output after it.
 *
 * @param answer modes, or a part of the error's message
 * @param guest a part of the outcome of a guest in the oldest mode
 */
record Change(String name, String host, String step, String answer, String doctor, String guest) {

    /** The emulator saves the host and restores it in another process. */
    static final String MIGRATED = "migrated";

    private static final Set<String> STEPS = Set.of("booted", MIGRATED, "reloaded", "rewritten");

    private static final int COLUMNS = 6;

    private static Change of(String[] columns) {
        if (!STEPS.contains(columns[2])) {
            throw new IllegalArgumentException("a step is one of " + STEPS + ", not " + columns[2]);
        }
        return new Change(columns[0], columns[1], columns[2], columns[3], columns[4], columns[5]);
    }

    static List<Change> read(Path file) throws IOException {
        return Plan.read(file, COLUMNS, Change::of);
    }

    boolean startsGuest() {
        return !guest.equals(Host.NONE);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli.doctor;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.compatcaps.Backend;
import org.compatcaps.spi.BackendProblem;

/** A backend as the SDK reports it. */
final class BackendFacts {

    final String name;

    /** Whether the SDK may choose it automatically. */
    final boolean isAutomatic;

    /** Null if it is available. */
    final BackendProblem problem;

    /** Null if it is available. */
    final String reason;

    BackendFacts(String name, boolean isAutomatic, BackendProblem problem, String reason) {
        this.name = name;
        this.isAutomatic = isAutomatic;
        this.problem = problem;
        this.reason = reason;
    }

    static List<BackendFacts> list() {
        return Backend.list().stream().map(BackendFacts::of).collect(Collectors.toList());
    }

    static BackendFacts of(Backend backend) {
        return new BackendFacts(
                backend.name(),
                backend.priority() >= 0,
                backend.problem().orElse(null),
                backend.reason().orElse(null));
    }

    boolean isUsable() {
        return isAutomatic && problem == null;
    }

    /** {@return the id of its finding} The name of a broken backend has parentheses, which the id must not have. */
    String id() {
        return "backend-" + name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]", "");
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli.doctor;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.compatcaps.BackendStatus;

/** What the SDK says of a backend. */
final class Backend {

    private static final String DENIED = "Illegal native access";

    final String name;

    /** Null if it is available. */
    final String reason;

    final boolean isAutomatic;

    /** Whether it was tried and failed, unlike one that is not for this Java or this system. */
    final boolean isFailed;

    Backend(String name, String reason, boolean isAutomatic, boolean isFailed) {
        this.name = name;
        this.reason = reason;
        this.isAutomatic = isAutomatic;
        this.isFailed = isFailed;
    }

    static List<Backend> of(List<BackendStatus> statuses) {
        return statuses.stream()
                .map(status -> new Backend(
                        status.name(),
                        status.reason().orElse(null),
                        status.isAutomatic(),
                        status.cause().isPresent()))
                .collect(Collectors.toList());
    }

    boolean isUsable() {
        return isAutomatic && reason == null;
    }

    boolean isDenied() {
        return reason != null && reason.contains(DENIED);
    }

    /** Without the brackets of one that is so broken that it has no name. */
    String id() {
        return "backend-" + name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]", "");
    }

    Finding finding(boolean anyIsUsable, String accessCure, String directoryCure) {
        if (reason == null) {
            return Finding.ok(id(), isAutomatic ? "available" : "available, only by its name");
        }
        String text = "not available: " + reason;
        if (anyIsUsable && !isFailed) {
            return Finding.ok(id(), text);
        }
        return anyIsUsable
                ? Finding.warning(id(), text, cure(accessCure, directoryCure))
                : Finding.problem(id(), text, cure(accessCure, directoryCure));
    }

    private String cure(String accessCure, String directoryCure) {
        if (isDenied()) {
            return accessCure;
        }
        if (reason.contains("Java 22")) {
            return "run it on Java 22 or later";
        }
        if (reason.contains("needs Linux")) {
            return "run it on Linux";
        }
        if (reason.contains("-Djna.tmpdir") || reason.contains("-Djffi.extract.dir") || reason.contains("temporary")) {
            return directoryCure;
        }
        return "remove that reason, or add another backend to the class path";
    }
}

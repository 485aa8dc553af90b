// SPDX-License-Identifier: Apache-2.0
package org.compatcaps;

import java.util.ArrayList;
import java.util.List;

/**
 * The backends that are there. They are looked for with the class loader (or in the module layer) that loaded the SDK, once
 * for as long as it stays loaded.
 *
 * <p>Thread-safe.
 */
public final class Backends {

    private Backends() {}

    /**
     * Finds every backend and tries each, which may load native libraries. A backend that fails does so alone.
     *
     * @return the backends, available or not, in the order in which the automatic choice would take them; those that it never
     *     takes and those that are broken come last
     */
    public static List<BackendStatus> list() {
        return statusOf(BackendFinder.withDamagedJars(BackendFinder.find()));
    }

    static List<BackendStatus> statusOf(List<BackendCandidate> candidates) {
        List<BackendStatus> statuses = new ArrayList<>();
        for (BackendCandidate candidate : candidates) {
            statuses.add(candidate.status());
        }
        return statuses;
    }
}

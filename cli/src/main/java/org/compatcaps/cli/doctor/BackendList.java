// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli.doctor;

import java.util.List;
import java.util.function.Supplier;
import org.compatcaps.spi.BackendProblem;

/** The backends that the SDK found. */
final class BackendList {

    private final List<BackendFacts> backends;

    /** Null unless the search for backends failed. */
    final Throwable failure;

    private BackendList(List<BackendFacts> backends, Throwable failure) {
        this.backends = List.copyOf(backends);
        this.failure = failure;
    }

    static BackendList collect(Supplier<List<BackendFacts>> backends) {
        try {
            return new BackendList(backends.get(), null);
        } catch (RuntimeException | LinkageError e) {
            return new BackendList(List.of(), e);
        }
    }

    List<BackendFacts> all() {
        return backends;
    }

    boolean isAnyUsable() {
        return backends.stream().anyMatch(BackendFacts::isUsable);
    }

    boolean isAnyAutomatic() {
        return backends.stream().anyMatch(backend -> backend.isAutomatic);
    }

    boolean isAnyDeniedAccess() {
        return backends.stream().anyMatch(backend -> backend.problem == BackendProblem.NATIVE_ACCESS_DENIED);
    }
}

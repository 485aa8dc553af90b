// SPDX-License-Identifier: Apache-2.0
package org.compatcaps;

import java.util.List;
import java.util.stream.Collectors;
import org.compatcaps.spi.UnavailableException;
import org.jspecify.annotations.Nullable;

/**
 * Thrown if no backend is usable, or the selected one was not found or is not available. The message lists every backend
 * that was found, and why it is not available.
 */
public final class BackendUnavailableException extends CompatCapsException {

    private static final long serialVersionUID = 1L;

    /** Not serialized, because causes may be of any type. The message quotes them all. */
    private final transient @Nullable List<Backend> backends;

    BackendUnavailableException(String problem, List<Backend> backends, String remedy) {
        super(problem
                + (backends.isEmpty()
                        ? " No backend at all was found. "
                        : " Found: " + backends.stream().map(Backend::toString).collect(Collectors.joining("; "))
                                + ". ")
                + remedy);
        this.backends = List.copyOf(backends);
        backends.forEach(backend -> backend.cause().ifPresent(this::addSuppressed));
    }

    /** Reports that the search for backends failed. */
    BackendUnavailableException(UnavailableException reason) {
        super("There is no usable backend. The search for backends " + reason.getMessage() + ".");
        this.backends = List.of();
        addSuppressed(reason);
    }

    /** {@return every backend that was found, in the order of the automatic choice; empty after deserialization} */
    public List<Backend> backends() {
        return backends != null ? backends : List.of();
    }
}

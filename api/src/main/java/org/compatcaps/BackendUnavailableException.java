// SPDX-License-Identifier: Apache-2.0
package org.compatcaps;

import java.util.List;

/**
 * There is no usable backend, or the one that was asked for by name is not there or cannot be used. The message lists every
 * backend that was found, with the reason why it cannot be used.
 */
public final class BackendUnavailableException extends CompatCapsException {

    private static final long serialVersionUID = 1L;

    /** Not serialized: reasons hold causes of any kind, and the message says it all. */
    private final transient List<BackendStatus> backends;

    BackendUnavailableException(String message, List<BackendStatus> backends) {
        super(message, null);
        this.backends = List.copyOf(backends);
        for (BackendStatus backend : backends) {
            backend.cause().ifPresent(this::addSuppressed);
        }
    }

    /**
     * Every backend that was found, in the order in which they would be chosen.
     *
     * @return the backends; empty if there is none at all, and after deserialization
     */
    public List<BackendStatus> backends() {
        return backends != null ? backends : List.of();
    }
}

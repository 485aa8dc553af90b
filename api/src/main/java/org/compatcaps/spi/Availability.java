// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.spi;

import java.util.Objects;
import java.util.Optional;

/**
 * Whether a backend can be used here and, if not, why not.
 *
 * <p>Immutable and thread-safe.
 */
public final class Availability {

    private static final Availability AVAILABLE = new Availability(null, null);

    private final String reason;
    private final Throwable cause;

    private Availability(String reason, Throwable cause) {
        this.reason = reason;
        this.cause = cause;
    }

    /**
     * The backend can be used.
     *
     * @return available
     */
    public static Availability available() {
        return AVAILABLE;
    }

    /**
     * The backend cannot be used, for a reason that says it all.
     *
     * @param reason why not and what would help, in a few words, such as "needs Java 22, this is 17"
     * @return not available
     */
    public static Availability unavailable(String reason) {
        return new Availability(Objects.requireNonNull(reason, "reason"), null);
    }

    /**
     * The backend cannot be used because something failed.
     *
     * @param reason why not and what would help, in a few words
     * @param cause what failed; kept so that no detail is lost
     * @return not available
     */
    public static Availability unavailable(String reason, Throwable cause) {
        return new Availability(Objects.requireNonNull(reason, "reason"), Objects.requireNonNull(cause, "cause"));
    }

    /**
     * Whether the backend can be used.
     *
     * @return true if it can
     */
    public boolean isAvailable() {
        return reason == null;
    }

    /**
     * Why the backend cannot be used.
     *
     * @return the reason; empty if the backend is available
     */
    public Optional<String> reason() {
        return Optional.ofNullable(reason);
    }

    /**
     * What failed while finding out.
     *
     * @return the original exception or error; empty if nothing failed
     */
    public Optional<Throwable> cause() {
        return Optional.ofNullable(cause);
    }

    @Override
    public String toString() {
        return isAvailable() ? "available" : "not available: " + reason;
    }
}

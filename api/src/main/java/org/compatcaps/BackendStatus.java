// SPDX-License-Identifier: Apache-2.0
package org.compatcaps;

import java.util.Objects;
import java.util.Optional;
import org.compatcaps.spi.Availability;

/**
 * A backend that was found, and whether it can be used.
 *
 * <p>Immutable and thread-safe.
 */
public final class BackendStatus {

    /** What stands for the name of a backend that is so broken that it could not be asked for it. */
    static final String NAMELESS = "(broken)";

    private final String name;
    private final int priority;
    private final Availability availability;

    BackendStatus(String name, int priority, Availability availability) {
        this.name = Objects.requireNonNull(name, "name");
        this.priority = priority;
        this.availability = Objects.requireNonNull(availability, "availability");
    }

    /**
     * The backend's name, by which it can be chosen.
     *
     * @return such as {@code jna}; {@code (broken)} if the provider could not even be asked
     */
    public String name() {
        return name;
    }

    /**
     * Whether the automatic choice may take this backend. The mock, for one, is taken only by its name.
     *
     * @return true if it may
     */
    public boolean isAutomatic() {
        return priority >= 0;
    }

    /**
     * Whether this backend can be used.
     *
     * @return true if it can
     */
    public boolean isAvailable() {
        return availability.isAvailable();
    }

    /**
     * Why this backend cannot be used.
     *
     * @return the reason, in words for a user; empty if it can be used
     */
    public Optional<String> reason() {
        return availability.reason();
    }

    /**
     * The original exception or error behind {@link #reason()}.
     *
     * @return what was thrown; empty if nothing was
     */
    public Optional<Throwable> cause() {
        return availability.cause();
    }

    /**
     * In one line.
     *
     * @return such as {@code ffm: not available: needs Java 22, this is 17}
     */
    @Override
    public String toString() {
        return name + ": " + availability + (isAutomatic() || !isAvailable() ? "" : ", only by name");
    }
}

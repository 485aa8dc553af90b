// SPDX-License-Identifier: Apache-2.0
package org.compatcaps;

import java.util.Objects;
import org.compatcaps.internal.OneLine;
import org.compatcaps.spi.Availability;
import org.compatcaps.spi.BackendProvider;
import org.compatcaps.spi.SystemCalls;

/** A provider that was found, with a guard around it: whatever it throws becomes the reason why it cannot be used. */
final class BackendCandidate implements Comparable<BackendCandidate> {

    private final BackendProvider provider;
    private final String name;
    private final int priority;

    /** Not null if the provider is broken from the start. */
    private final Availability broken;

    private BackendCandidate(BackendProvider provider, String name, int priority, Availability broken) {
        this.provider = provider;
        this.name = name;
        this.priority = priority;
        this.broken = broken;
    }

    static BackendCandidate of(BackendProvider provider) {
        try {
            String name = Objects.requireNonNull(provider.name(), "name() answered null");
            return new BackendCandidate(provider, name, provider.priority(), null);
        } catch (RuntimeException | LinkageError e) {
            return broken(provider.getClass().getName() + " failed: " + OneLine.of(e), e);
        }
    }

    static BackendCandidate broken(String reason, Throwable cause) {
        return new BackendCandidate(
                null, BackendStatus.NAMELESS, BackendProvider.ONLY_BY_NAME, Availability.unavailable(reason, cause));
    }

    String name() {
        return name;
    }

    int priority() {
        return priority;
    }

    Availability availability() {
        if (broken != null) {
            return broken;
        }
        try {
            return Objects.requireNonNull(provider.availability(), "availability() answered null");
        } catch (RuntimeException | LinkageError e) {
            return Availability.unavailable(provider.getClass().getName() + " failed: " + OneLine.of(e), e);
        }
    }

    BackendStatus status() {
        return new BackendStatus(name, priority, availability());
    }

    SystemCalls systemCalls() {
        return provider.systemCalls();
    }

    /** In the order of the automatic choice; the broken ones last. */
    @Override
    public int compareTo(BackendCandidate other) {
        if (priority != other.priority) {
            return Integer.compare(other.priority, priority);
        }
        return name.compareTo(other.name);
    }
}

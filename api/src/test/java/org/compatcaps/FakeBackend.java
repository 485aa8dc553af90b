// SPDX-License-Identifier: Apache-2.0
package org.compatcaps;

import org.compatcaps.spi.Availability;
import org.compatcaps.spi.BackendProvider;
import org.compatcaps.spi.SystemCalls;

/** A provider whose answers are set by the test, and that counts how often it was tried. */
final class FakeBackend implements BackendProvider {

    private final String name;
    private final int priority;
    private final Availability availability;
    int tried;

    FakeBackend(String name, int priority, Availability availability) {
        this.name = name;
        this.priority = priority;
        this.availability = availability;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int priority() {
        return priority;
    }

    @Override
    public Availability availability() {
        tried++;
        return availability;
    }

    @Override
    public SystemCalls systemCalls() {
        throw new UnsupportedOperationException();
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.failures.simulated;

import org.compatcaps.spi.Availability;
import org.compatcaps.spi.BackendProvider;
import org.compatcaps.spi.SystemCalls;

/** A backend of system calls that a test made. */
final class GivenBackend implements BackendProvider {

    private final SystemCalls calls;

    GivenBackend(SystemCalls calls) {
        this.calls = calls;
    }

    @Override
    public String name() {
        return "given";
    }

    @Override
    public int priority() {
        return ONLY_BY_NAME;
    }

    @Override
    public Availability availability() {
        return Availability.available();
    }

    @Override
    public SystemCalls systemCalls() {
        return calls;
    }
}

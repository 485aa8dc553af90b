// SPDX-License-Identifier: Apache-2.0
package com.example.application;

import org.compatcaps.spi.Availability;
import org.compatcaps.spi.BackendProvider;
import org.compatcaps.spi.SystemCalls;

/** A backend that an application brings along and hands to the SDK. */
final class OwnBackend implements BackendProvider {

    @Override
    public String name() {
        return "own";
    }

    @Override
    public int priority() {
        return ONLY_BY_NAME;
    }

    @Override
    public Availability availability() {
        return Availability.unavailable("was made for this", new IllegalStateException("for this"));
    }

    @Override
    public SystemCalls systemCalls() {
        throw new IllegalStateException("not available");
    }
}

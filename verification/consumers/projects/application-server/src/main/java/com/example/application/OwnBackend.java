// SPDX-License-Identifier: Apache-2.0
package com.example.application;

import org.compatcaps.spi.BackendProblem;
import org.compatcaps.spi.BackendProvider;
import org.compatcaps.spi.SystemCalls;
import org.compatcaps.spi.UnavailableException;

/** A backend of an application, which passes it to the SDK. It is never available. */
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
    public SystemCalls bind() throws UnavailableException {
        throw new UnavailableException(
                BackendProblem.LIBRARY_MISSING, new IllegalStateException("not available"), "there is no remedy");
    }
}

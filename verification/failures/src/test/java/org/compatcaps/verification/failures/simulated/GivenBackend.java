// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.failures.simulated;

import org.compatcaps.spi.BackendProvider;
import org.compatcaps.spi.SystemCalls;

/** A backend with the system calls of a test. */
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
    public boolean isNative() {
        return false;
    }

    @Override
    public SystemCalls bind() {
        return calls;
    }
}

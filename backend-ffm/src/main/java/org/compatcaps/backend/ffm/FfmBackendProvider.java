// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.backend.ffm;

import org.compatcaps.spi.BackendProblem;
import org.compatcaps.spi.BackendProvider;
import org.compatcaps.spi.SystemCalls;
import org.compatcaps.spi.UnavailableException;

/** The provider of the backend {@code ffm}. */
public final class FfmBackendProvider implements BackendProvider {

    /** Creates a provider, for {@link java.util.ServiceLoader}. */
    public FfmBackendProvider() {}

    @Override
    public String name() {
        return "ffm";
    }

    @Override
    public int priority() {
        return 300;
    }

    @Override
    public SystemCalls bind() throws UnavailableException {
        try {
            return FfmSystemCalls.bind();
        } catch (ExceptionInInitializerError e) {
            // For example Zero, a JVM without a native linker.
            if (e.getCause() instanceof UnsupportedOperationException) {
                throw new UnavailableException(
                        BackendProblem.UNSUPPORTED_ARCHITECTURE, e.getCause(), "Use the backend jna or jnr");
            }
            throw e;
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.backend.ffm;

import org.compatcaps.spi.BackendProvider;
import org.compatcaps.spi.SystemCalls;
import org.compatcaps.spi.UnavailableException;

/** The backend {@code ffm}. */
public final class FfmBackendProvider implements BackendProvider {

    /** For {@link java.util.ServiceLoader}. */
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
        return FfmSystemCalls.bind();
    }
}

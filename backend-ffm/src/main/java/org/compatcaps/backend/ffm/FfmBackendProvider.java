// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.backend.ffm;

import org.compatcaps.spi.LinuxBackendProvider;
import org.compatcaps.spi.SystemCalls;
import org.compatcaps.spi.UnavailableException;

/** The backend {@code ffm}. */
public final class FfmBackendProvider extends LinuxBackendProvider {

    private static final int PRIORITY = 300;

    /** For {@link java.util.ServiceLoader}. */
    public FfmBackendProvider() {
        super("ffm", PRIORITY);
    }

    @Override
    protected SystemCalls bind() throws UnavailableException {
        return FfmSystemCalls.bind();
    }
}

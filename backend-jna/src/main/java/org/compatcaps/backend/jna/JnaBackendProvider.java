// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.backend.jna;

import org.compatcaps.spi.LinuxBackendProvider;
import org.compatcaps.spi.SystemCalls;

/** The backend {@code jna}. */
public final class JnaBackendProvider extends LinuxBackendProvider {

    private static final int PRIORITY = 200;

    /** For {@link java.util.ServiceLoader}. */
    public JnaBackendProvider() {
        super("jna", PRIORITY);
    }

    @Override
    protected SystemCalls bind() {
        return new JnaSystemCalls();
    }
}

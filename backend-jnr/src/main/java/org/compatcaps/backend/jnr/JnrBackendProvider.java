// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.backend.jnr;

import org.compatcaps.spi.LinuxBackendProvider;
import org.compatcaps.spi.SystemCalls;

/** The backend {@code jnr}. */
public final class JnrBackendProvider extends LinuxBackendProvider {

    private static final int PRIORITY = 100;

    /** For {@link java.util.ServiceLoader}. */
    public JnrBackendProvider() {
        super("jnr", PRIORITY);
    }

    @Override
    protected SystemCalls bind() {
        return new JnrSystemCalls();
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.backend.jnr;

import org.compatcaps.spi.LinuxBackendProvider;
import org.compatcaps.spi.SystemCalls;

/** The backend {@code jnr}. */
public final class JnrBackendProvider extends LinuxBackendProvider {

    private static final int PRIORITY = 100;

    private static final String ORIGINAL_MESSAGE = "original error message follows: ";

    /** For {@link java.util.ServiceLoader}. */
    public JnrBackendProvider() {
        super("jnr", PRIORITY);
    }

    @Override
    protected SystemCalls bind() {
        return new JnrSystemCalls();
    }

    @Override
    protected String explain(String problem) {
        // jnr-ffi says first which of its types could not be set up, and then what happened.
        int original = problem.indexOf(ORIGINAL_MESSAGE);
        String reason = original < 0 ? problem : problem.substring(original + ORIGINAL_MESSAGE.length());
        if (reason.contains("could not locate stub library")) {
            return reason + "; add jffi's jar of native libraries (com.github.jnr:jffi, classifier native), or name the"
                    + " directory of an installed one by -Djffi.boot.library.path";
        }
        if (reason.contains("cannot determine CPU")) {
            return reason + "; jffi has nothing for this architecture: use another backend";
        }
        if (reason.contains("jffi binary stub")) {
            return reason + " Or name such a path for jffi alone by -Djffi.extract.dir";
        }
        if (reason.contains("could not load jffi library")) {
            return reason
                    + "; let -Djffi.extract.dir name a directory that can be written to and is not mounted noexec";
        }
        if (reason.contains("jnr.ffi.") || reason.contains("com.kenai.jffi.")) {
            return reason + "; add the jars of jnr-ffi (com.github.jnr:jnr-ffi) with all that they depend on";
        }
        return reason;
    }
}

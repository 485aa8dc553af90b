// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.backend.jna;

import com.sun.jna.Native;
import java.util.Objects;
import org.compatcaps.spi.BackendProblem;
import org.compatcaps.spi.BackendProvider;
import org.compatcaps.spi.SystemCalls;
import org.compatcaps.spi.UnavailableException;

/** The provider of the backend {@code jna}. */
public final class JnaBackendProvider implements BackendProvider {

    /** Creates a provider, for {@link java.util.ServiceLoader}. */
    public JnaBackendProvider() {}

    @Override
    public String name() {
        return "jna";
    }

    @Override
    public int priority() {
        return 200;
    }

    @Override
    public SystemCalls bind() throws UnavailableException {
        try {
            if (Native.LONG_SIZE != Long.BYTES) {
                throw new UnavailableException(
                        BackendProblem.UNSUPPORTED_ARCHITECTURE,
                        "needs a 64-bit Java, this one has " + Native.LONG_SIZE * Byte.SIZE + " bits");
            }
            // Only JNA 5 has this field. Older versions of JNA are not tested.
            Objects.requireNonNull(Native.DEFAULT_CHARSET);
            return new JnaSystemCalls();
        } catch (NoClassDefFoundError | NoSuchFieldError | UnsatisfiedLinkError e) {
            throw JnaFailure.explain(e);
        } catch (Error e) {
            // JNA throws a bare Error for a native library of another version.
            if (e.getClass() != Error.class) {
                throw e;
            }
            throw JnaFailure.explain(e);
        }
    }
}

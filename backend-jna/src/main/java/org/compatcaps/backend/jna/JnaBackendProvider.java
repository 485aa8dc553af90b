// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.backend.jna;

import com.sun.jna.Native;
import com.sun.jna.Platform;
import java.util.Objects;
import org.compatcaps.spi.BackendProblem;
import org.compatcaps.spi.BackendProvider;
import org.compatcaps.spi.SystemCalls;
import org.compatcaps.spi.UnavailableException;

/** The backend {@code jna}. */
public final class JnaBackendProvider implements BackendProvider {

    /** For {@link java.util.ServiceLoader}. */
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
            // Only JNA 5 has this field. An older JNA is not tested.
            Objects.requireNonNull(Native.DEFAULT_CHARSET);
            return new JnaSystemCalls();
        } catch (NoClassDefFoundError e) {
            throw new UnavailableException(BackendProblem.LIBRARY_MISSING, e, "add JNA's jar (net.java.dev.jna:jna)");
        } catch (NoSuchFieldError e) {
            throw new UnavailableException(
                    BackendProblem.LIBRARY_INCOMPATIBLE,
                    e,
                    "an older JNA comes first on the class path: remove it, or put JNA 5 before it");
        } catch (UnsatisfiedLinkError e) {
            throw explained(e);
        } catch (Error e) {
            // JNA throws a bare Error for a native library of another version.
            if (e.getClass() != Error.class) {
                throw e;
            }
            throw new UnavailableException(
                    BackendProblem.LIBRARY_INCOMPATIBLE,
                    e,
                    "it has another version than JNA's jar: drop the options -Djna.boot.library.path and -Djna.nosys=false,"
                            + " or point them to the right version");
        }
    }

    private static UnavailableException explained(UnsatisfiedLinkError e) {
        String library = "/com/sun/jna/" + Platform.RESOURCE_PREFIX + "/libjnidispatch.so";
        if (Native.class.getResource(library) == null) {
            return new UnavailableException(
                    BackendProblem.UNSUPPORTED_ARCHITECTURE,
                    e,
                    "JNA's jar has no native library for this architecture: use the complete jar, or name the directory of"
                            + " an installed library of the same version by -Djna.boot.library.path");
        }
        return new UnavailableException(
                BackendProblem.LIBRARY_NOT_UNPACKED,
                e,
                "JNA unpacks its native library into a directory that must be writable and not mounted noexec: name one by"
                        + " -Djna.tmpdir");
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.backend.jna;

import com.sun.jna.Native;
import java.util.Objects;
import org.compatcaps.spi.LinuxBackendProvider;
import org.compatcaps.spi.SystemCalls;
import org.compatcaps.spi.UnavailableException;

/** The backend {@code jna}. */
public final class JnaBackendProvider extends LinuxBackendProvider {

    private static final int PRIORITY = 200;

    /** For {@link java.util.ServiceLoader}. */
    public JnaBackendProvider() {
        super("jna", PRIORITY);
    }

    @Override
    protected SystemCalls bind() throws UnavailableException {
        if (Native.LONG_SIZE != Long.BYTES) {
            throw new UnavailableException("needs a Java of 64 bits, this one has " + Native.LONG_SIZE * Byte.SIZE);
        }
        // Only JNA 5 has it. An older one that comes first on the class path would do other things than the one that is
        // tested.
        Objects.requireNonNull(Native.DEFAULT_CHARSET);
        return new JnaSystemCalls();
    }

    @Override
    protected String explain(String problem) {
        if (problem.contains("failed to map segment")
                || problem.contains("JNA temporary directory")
                || problem.endsWith("Permission denied")) {
            return problem + "; JNA unpacks its native library into a directory that must be writable and not mounted"
                    + " noexec: name one by -Djna.tmpdir";
        }
        if (problem.contains("not found in resource path")) {
            return problem
                    + "; JNA's jar has no native library for this architecture: use the complete jar, or name the"
                    + " directory of an installed library of the same version by -Djna.boot.library.path";
        }
        if (problem.contains("incompatible JNA native library")) {
            return problem + ", of another version than JNA's jar: drop the options -Djna.boot.library.path and"
                    + " -Djna.nosys=false, or let them lead to the right version";
        }
        if (problem.startsWith(NoSuchFieldError.class.getName())) {
            return problem + "; an older JNA comes first on the class path: remove it, or put JNA 5 before it";
        }
        if (problem.startsWith(ClassNotFoundException.class.getName() + ": com.sun.jna.")) {
            return problem + "; add JNA's jar (net.java.dev.jna:jna)";
        }
        return problem;
    }
}

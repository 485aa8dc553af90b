// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.backend.jnr;

import com.kenai.jffi.internal.StubLoader;
import java.util.regex.Pattern;
import org.compatcaps.spi.BackendProblem;
import org.compatcaps.spi.BackendProvider;
import org.compatcaps.spi.SystemCalls;
import org.compatcaps.spi.UnavailableException;

/** The provider of the backend {@code jnr}. */
public final class JnrBackendProvider implements BackendProvider {

    /** Words by which the dynamic linker describes a file that is not a library for this system. */
    private static final Pattern UNFIT = Pattern.compile("ELF|file too short|GLIBC|cannot open shared object file");

    /** Creates a provider, for {@link java.util.ServiceLoader}. */
    public JnrBackendProvider() {}

    @Override
    public String name() {
        return "jnr";
    }

    @Override
    public int priority() {
        return 100;
    }

    @Override
    public SystemCalls bind() throws UnavailableException {
        try {
            // Errors of jffi quote this failure, but do not always have it as their cause.
            Throwable failure = StubLoader.getFailureCause();
            if (failure != null) {
                throw explained(failure);
            }
            return new JnrSystemCalls();
        } catch (NoClassDefFoundError e) {
            if (String.valueOf(e.getMessage()).startsWith("Could not initialize class")) {
                throw new UnavailableException(
                        BackendProblem.LIBRARY_NOT_LOADED,
                        e,
                        "An earlier attempt of this application to load jnr-ffi failed. Fix the error of that attempt, or use another backend");
            }
            throw new UnavailableException(
                    BackendProblem.LIBRARY_MISSING,
                    e,
                    "Add the jars of jnr-ffi (com.github.jnr:jnr-ffi) with all their dependencies");
        }
    }

    private static UnavailableException explained(Throwable failure) {
        if (String.valueOf(failure.getMessage()).startsWith(IllegalCallerException.class.getName())) {
            throw new IllegalCallerException(failure);
        }
        if (!(failure instanceof UnsatisfiedLinkError)) {
            return new UnavailableException(
                    BackendProblem.UNSUPPORTED_ARCHITECTURE,
                    failure,
                    "jffi does not support this architecture. Use another backend");
        }
        String text = String.valueOf(failure.getMessage());
        if (text.contains("already loaded in another classloader")) {
            return new UnavailableException(
                    BackendProblem.LIBRARY_NOT_LOADED,
                    failure,
                    "A JVM loads a library into one class loader only. Put jffi into a class loader that all applications"
                            + " share, or add jffi's jar of native libraries (com.github.jnr:jffi, classifier native). From"
                            + " that jar, jffi unpacks a copy for each class loader");
        }
        if (StubLoader.class.getResource("/jni/" + StubLoader.getPlatformName() + "/libjffi-1.2.so") == null) {
            return new UnavailableException(
                    BackendProblem.LIBRARY_MISSING,
                    failure,
                    "Add jffi's jar of native libraries (com.github.jnr:jffi, classifier native), or name the directory of an"
                            + " installed library with -Djffi.boot.library.path");
        }
        if (UNFIT.matcher(text).find()) {
            return new UnavailableException(
                    BackendProblem.LIBRARY_NOT_LOADED,
                    failure,
                    "The library in jffi's jar of native libraries is damaged or not for this system. Use the original jar,"
                            + " or another backend");
        }
        return new UnavailableException(
                BackendProblem.LIBRARY_NOT_UNPACKED,
                failure,
                "jffi unpacks its native library into a directory that must be writable and not mounted noexec. Name one with"
                        + " -Djffi.extract.dir");
    }
}

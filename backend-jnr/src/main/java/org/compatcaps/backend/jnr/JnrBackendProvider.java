// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.backend.jnr;

import com.kenai.jffi.internal.StubLoader;
import java.util.regex.Pattern;
import org.compatcaps.spi.BackendProblem;
import org.compatcaps.spi.BackendProvider;
import org.compatcaps.spi.SystemCalls;
import org.compatcaps.spi.UnavailableException;

/** The backend {@code jnr}. */
public final class JnrBackendProvider implements BackendProvider {

    /** How the dynamic linker describes a file that is no library for this system. */
    private static final Pattern UNFIT = Pattern.compile("ELF|file too short|GLIBC|cannot open shared object file");

    /** For {@link java.util.ServiceLoader}. */
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
            // jffi's errors quote this one, and not always as their cause.
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
                        "this application failed to load jnr-ffi before: fix that failure, or use another backend");
            }
            throw new UnavailableException(
                    BackendProblem.LIBRARY_MISSING,
                    e,
                    "add the jars of jnr-ffi (com.github.jnr:jnr-ffi) with all that they depend on");
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
                    "jffi has nothing for this architecture: use another backend");
        }
        String text = String.valueOf(failure.getMessage());
        if (text.contains("already loaded in another classloader")) {
            return new UnavailableException(
                    BackendProblem.LIBRARY_NOT_LOADED,
                    failure,
                    "a JVM loads a library into one class loader only: put jffi above both, into the server's shared"
                            + " class loader, or add jffi's jar of native libraries (com.github.jnr:jffi, classifier native),"
                            + " which jffi unpacks for each");
        }
        if (StubLoader.class.getResource("/jni/" + StubLoader.getPlatformName() + "/libjffi-1.2.so") == null) {
            return new UnavailableException(
                    BackendProblem.LIBRARY_MISSING,
                    failure,
                    "add jffi's jar of native libraries (com.github.jnr:jffi, classifier native), or name the directory of an"
                            + " installed one by -Djffi.boot.library.path");
        }
        if (UNFIT.matcher(text).find()) {
            return new UnavailableException(
                    BackendProblem.LIBRARY_NOT_LOADED,
                    failure,
                    "the library in jffi's jar of native libraries is damaged or not for this system: use the original jar,"
                            + " or another backend");
        }
        return new UnavailableException(
                BackendProblem.LIBRARY_NOT_UNPACKED,
                failure,
                "jffi unpacks its native library into a directory that must be writable and not mounted noexec: name one by"
                        + " -Djffi.extract.dir");
    }
}

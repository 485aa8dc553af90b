// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.backend.jna;

import com.sun.jna.Native;
import com.sun.jna.Platform;
import java.util.regex.Pattern;
import org.compatcaps.spi.BackendProblem;
import org.compatcaps.spi.UnavailableException;

/** Explains why JNA cannot be loaded, and how to fix it. Examines messages, because JNA has no types for its failures. */
final class JnaFailure {

    private static final String CLASSES = "/com/sun/jna/Native.class";

    /** Words by which the dynamic linker describes a file that is not a library for this system. */
    private static final Pattern UNFIT = Pattern.compile("ELF|file too short|GLIBC|cannot open shared object file");

    private JnaFailure() {}

    static UnavailableException explain(Error e) {
        String text = textOf(e);
        if (e instanceof NoSuchFieldError) {
            return new UnavailableException(
                    BackendProblem.LIBRARY_INCOMPATIBLE,
                    e,
                    "An older JNA comes first on the class path. Remove it, or put JNA 5 before it");
        }
        if (e instanceof NoClassDefFoundError && !text.contains("Could not initialize class")) {
            return new UnavailableException(BackendProblem.LIBRARY_MISSING, e, "Add JNA's jar (net.java.dev.jna:jna)");
        }
        if (e instanceof NoClassDefFoundError && e.getCause() == null) {
            // Before Java 17, the error does not have the first failure as its cause.
            return new UnavailableException(
                    BackendProblem.LIBRARY_NOT_LOADED,
                    e,
                    "An earlier attempt of this application to load JNA failed. Fix the error of that attempt, or use another backend");
        }
        if (text.contains("incompatible JNA native library")) {
            return new UnavailableException(BackendProblem.LIBRARY_INCOMPATIBLE, e, remedyForOtherVersion());
        }
        if (text.contains("Could not find JNA native support")) {
            return new UnavailableException(BackendProblem.LIBRARY_NOT_LOADED, e, remedyForOption("-Djna.nounpack"));
        }
        if (text.contains("Unable to locate JNA native support library")) {
            return new UnavailableException(BackendProblem.LIBRARY_NOT_LOADED, e, remedyForOption("-Djna.noclasspath"));
        }
        if (Native.class.getResource(library()) == null) {
            return new UnavailableException(
                    BackendProblem.UNSUPPORTED_ARCHITECTURE,
                    e,
                    "JNA's jar has no native library for this architecture. Use the complete jar. Or install a library of the"
                            + " same version (Debian: libjna-jni), set -Djna.nosys=false, and set -Djava.library.path to its"
                            + " directory");
        }
        if (UNFIT.matcher(text).find()) {
            return new UnavailableException(
                    BackendProblem.LIBRARY_NOT_LOADED,
                    e,
                    "The native library in JNA's jar is damaged or not for this system. Use the original jar, or another"
                            + " backend");
        }
        return new UnavailableException(
                BackendProblem.LIBRARY_NOT_UNPACKED,
                e,
                "JNA unpacks its native library into a directory that must be writable and not mounted noexec. Name one with"
                        + " -Djna.tmpdir");
    }

    /**
     * Returns the messages of the error and its causes. At the second attempt to load JNA, the first error is only a cause.
     */
    private static String textOf(Throwable e) {
        StringBuilder text = new StringBuilder();
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            text.append(cause.getMessage()).append('\n');
        }
        return text.toString();
    }

    private static String remedyForOtherVersion() {
        return isLibraryOfOtherJar()
                ? "The library is from a different jar than JNA's classes. Leave only one jar of JNA on the class path, and"
                        + " install libjna-jni if that jar is Debian's"
                : "The library has a different version from JNA's jar. Drop the options -Djna.boot.library.path and"
                        + " -Djna.nosys=false, or put a library of the jar's version where JNA finds it";
    }

    private static String remedyForOption(String option) {
        return "No library can be loaded from -Djna.boot.library.path, and " + option
                + " prevents JNA from unpacking its own. Set or correct that path, or drop " + option
                + ". A JVM loads a library into one class loader only. If applications share this JVM, drop " + option
                + ", or put JNA into a class loader that they share";
    }

    private static boolean isLibraryOfOtherJar() {
        String classes = String.valueOf(Native.class.getResource(CLASSES));
        String library = String.valueOf(Native.class.getResource(library()));
        return library.endsWith(library()) && !library.equals(classes.replace(CLASSES, library()));
    }

    private static String library() {
        return "/com/sun/jna/" + Platform.RESOURCE_PREFIX + "/libjnidispatch.so";
    }
}

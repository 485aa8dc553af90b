// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.backend.jna;

import com.sun.jna.Native;
import com.sun.jna.Platform;
import java.util.regex.Pattern;
import org.compatcaps.spi.BackendProblem;
import org.compatcaps.spi.UnavailableException;

/** Explains why JNA cannot be loaded, and how to fix it. Looks at messages, because JNA has no types for its failures. */
final class JnaFailure {

    private static final String CLASSES = "/com/sun/jna/Native.class";

    /** How the dynamic linker describes a file that is no library for this system. */
    private static final Pattern UNFIT = Pattern.compile("ELF|file too short|GLIBC|cannot open shared object file");

    private JnaFailure() {}

    static UnavailableException explain(Error e) {
        String text = textOf(e);
        if (e instanceof NoSuchFieldError) {
            return new UnavailableException(
                    BackendProblem.LIBRARY_INCOMPATIBLE,
                    e,
                    "an older JNA comes first on the class path: remove it, or put JNA 5 before it");
        }
        if (e instanceof NoClassDefFoundError && !text.contains("Could not initialize class")) {
            return new UnavailableException(BackendProblem.LIBRARY_MISSING, e, "add JNA's jar (net.java.dev.jna:jna)");
        }
        if (e instanceof NoClassDefFoundError && e.getCause() == null) {
            // Before Java 17, nothing else is known.
            return new UnavailableException(
                    BackendProblem.LIBRARY_NOT_LOADED,
                    e,
                    "this application failed to load JNA before: fix that failure, or use another backend");
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
                    "JNA's jar has no native library for this architecture: use the complete jar, or install a library of the"
                            + " same version (Debian: libjna-jni) and name its directory by -Djna.nosys=false"
                            + " -Djava.library.path");
        }
        if (UNFIT.matcher(text).find()) {
            return new UnavailableException(
                    BackendProblem.LIBRARY_NOT_LOADED,
                    e,
                    "the native library in JNA's jar is damaged or not for this system: use the original jar, or another"
                            + " backend");
        }
        return new UnavailableException(
                BackendProblem.LIBRARY_NOT_UNPACKED,
                e,
                "JNA unpacks its native library into a directory that must be writable and not mounted noexec: name one by"
                        + " -Djna.tmpdir");
    }

    /** With causes: the second attempt to load JNA fails with an error that only has the first one as its cause. */
    private static String textOf(Throwable e) {
        StringBuilder text = new StringBuilder();
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            text.append(cause.getMessage()).append('\n');
        }
        return text.toString();
    }

    private static String remedyForOtherVersion() {
        return isLibraryOfOtherJar()
                ? "it is from another jar than JNA's classes: leave only one jar of JNA on the class path, and install"
                        + " libjna-jni if that is Debian's"
                : "it has another version than JNA's jar: drop the options -Djna.boot.library.path and -Djna.nosys=false, or"
                        + " point them to the right version";
    }

    private static String remedyForOption(String option) {
        return option
                + " stops JNA from unpacking its library, and none can be loaded from -Djna.boot.library.path. Correct that"
                + " path, or drop " + option + ". If another class loader has loaded JNA, let JNA unpack (drop "
                + option
                + "), or put JNA above both, into the server's shared class loader. A JVM loads a library into one class loader"
                + " only";
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

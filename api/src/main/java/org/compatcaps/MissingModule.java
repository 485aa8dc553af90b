// SPDX-License-Identifier: Apache-2.0
package org.compatcaps;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.compatcaps.spi.BackendProblem;
import org.compatcaps.spi.UnavailableException;
import org.jspecify.annotations.Nullable;

/** Recognizes a Java runtime without a module that a binding library needs, such as an image made by {@code jlink}. */
final class MissingModule {

    /** The second attempt to initialize a class fails with an error that quotes the first one. */
    private static final Pattern CLASS_OF_JAVA = Pattern.compile("(?:^|NoClassDefFoundError: )(javax?/[\\w/$]+)");

    private MissingModule() {}

    /** Returns the reason if a class of Java itself is missing, otherwise null. */
    static @Nullable UnavailableException reason(@Nullable Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            Matcher missing = CLASS_OF_JAVA.matcher(String.valueOf(cause.getMessage()));
            if (cause instanceof LinkageError && missing.find()) {
                return new UnavailableException(BackendProblem.LIBRARY_MISSING, cause, remedy(missing.group(1)));
            }
        }
        return null;
    }

    private static String remedy(String className) {
        // JNA and jffi need no other module than this one.
        return className.startsWith("java/util/logging/")
                ? "The backend needs the module java.logging. Add it to this Java runtime (jlink --add-modules java.logging)"
                : "The backend needs the module that contains " + className.replace('/', '.')
                        + ". Use a Java runtime that has it";
    }
}

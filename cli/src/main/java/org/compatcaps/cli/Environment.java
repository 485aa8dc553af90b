// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli;

import java.io.File;
import java.util.List;

/**
 * The only class in this module that reads or sets system properties.
 *
 * <ul>
 *   <li>{@code os.name}, {@code os.arch}, {@code java.io.tmpdir}: the platform of this JVM
 *   <li>{@code sun.jnu.encoding}, {@code LC_ALL}, {@code LC_CTYPE}, {@code LANG}: how the JVM decodes arguments and file names
 *   <li>{@code user.home}, {@code XDG_CACHE_HOME}, {@code jna.tmpdir}: where JNA unpacks its native library
 *   <li>{@code org.slf4j.simpleLogger.defaultLogLevel}: the log level; SLF4J Simple has no other way to set it
 * </ul>
 */
final class Environment {

    private Environment() {}

    static String system() {
        return System.getProperty("os.name", "an unknown system");
    }

    static String architecture() {
        return System.getProperty("os.arch", "unknown");
    }

    static String temporaryDirectory() {
        return System.getProperty("java.io.tmpdir", "/tmp");
    }

    static String encoding() {
        return System.getProperty("sun.jnu.encoding", "unknown");
    }

    /** Returns the environment variable that determines the encoding, as {@code NAME=VALUE}. */
    static String locale() {
        for (String name : List.of("LC_ALL", "LC_CTYPE", "LANG")) {
            String value = System.getenv(name);
            if (value != null && !value.isEmpty()) {
                return name + "=" + value;
            }
        }
        return "no LC_ALL";
    }

    static void logAt(String level) {
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", level);
    }

    /**
     * Prevents JNA from creating directories in the working directory. JNA creates them below the home directory, which is the
     * relative path {@code ?} for a user without a passwd entry, as in many containers.
     */
    static void keepJnaOutOfWorkingDirectory() {
        String cache = System.getenv("XDG_CACHE_HOME");
        String home = cache == null || cache.isBlank() ? System.getProperty("user.home", "?") : cache;
        if (!new File(home).isAbsolute() && System.getProperty("jna.tmpdir") == null) {
            System.setProperty("jna.tmpdir", temporaryDirectory());
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli;

import java.util.List;

/**
 * The one place in this module that reads or sets system properties.
 *
 * <ul>
 *   <li>{@code os.name}, {@code os.arch}, {@code java.io.tmpdir}: where this JVM runs
 *   <li>{@code sun.jnu.encoding}, {@code LC_ALL}, {@code LC_CTYPE}, {@code LANG}: how the JVM reads arguments and names of files
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

    /** Returns the setting that decides on the encoding, as the user would write it. */
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
}

// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli;

/**
 * The one place in this module that reads or sets system properties.
 *
 * <ul>
 *   <li>{@code os.name}, {@code os.arch}, {@code java.io.tmpdir}: where this JVM runs
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

    static void logAt(String level) {
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", level);
    }
}

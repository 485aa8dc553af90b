// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.internal;

import java.util.Optional;

/**
 * The only class of this module that reads system properties and environment variables.
 *
 * <ul>
 *   <li>{@code os.name}, {@code os.arch}, {@code os.version}: the system that this JVM runs on
 *   <li>{@code java.class.path}: to find jars of backends that Java could not open
 *   <li>{@value #BACKEND_PROPERTY}, then {@value #BACKEND_VARIABLE}: the backend that the user selected; blank means none
 * </ul>
 */
public final class Environment {

    /**
     * The system property that selects a backend by name. It is not named after a package, so that relocating the SDK's
     * packages does not change it.
     */
    public static final String BACKEND_PROPERTY = "compatcaps.backend";

    /** The environment variable that selects a backend by name. */
    public static final String BACKEND_VARIABLE = "COMPATCAPS_BACKEND";

    private Environment() {}

    /** {@return whether this JVM runs on Linux} */
    public static boolean isLinux() {
        return osName().equals("Linux");
    }

    /** {@return the operating system, which is the value of {@code os.name}} */
    public static String osName() {
        return System.getProperty("os.name", "an unknown system");
    }

    /** {@return the architecture of this JVM, which is the value of {@code os.arch}} */
    public static String osArchitecture() {
        return System.getProperty("os.arch", "unknown");
    }

    /** {@return the release of the kernel, which is the value of {@code os.version}} */
    public static String osVersion() {
        return System.getProperty("os.version", "unknown");
    }

    /** {@return the class path, which is the value of {@code java.class.path}} */
    public static String classPath() {
        return System.getProperty("java.class.path", "");
    }

    /** {@return the backend that the system property selects; empty if it is not set or blank} */
    public static Optional<String> backendProperty() {
        return notBlank(System.getProperty(BACKEND_PROPERTY));
    }

    /** {@return the backend that the environment variable selects; empty if it is not set or blank} */
    public static Optional<String> backendVariable() {
        return notBlank(System.getenv(BACKEND_VARIABLE));
    }

    private static Optional<String> notBlank(String value) {
        return value == null || value.isBlank() ? Optional.empty() : Optional.of(value.trim());
    }
}

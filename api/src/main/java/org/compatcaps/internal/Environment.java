// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.internal;

import java.util.Optional;

/**
 * The one place in this module that reads system properties and environment variables.
 *
 * <ul>
 *   <li>{@code os.name}, {@code os.arch}, {@code os.version}: where this JVM runs
 *   <li>{@code java.class.path}: for jars of backends that Java could not open
 *   <li>{@value #BACKEND_PROPERTY}, then {@value #BACKEND_VARIABLE}: the backend that the user selected; blank means none
 * </ul>
 */
public final class Environment {

    /**
     * The system property that selects a backend by name. It is no name in a package, so that tools which move the SDK to
     * another package leave it as it is.
     */
    public static final String BACKEND_PROPERTY = "compatcaps.backend";

    /** The environment variable that selects a backend by name. */
    public static final String BACKEND_VARIABLE = "COMPATCAPS_BACKEND";

    private Environment() {}

    /**
     * Whether this JVM runs on Linux.
     *
     * @return true on Linux
     */
    public static boolean isLinux() {
        return osName().equals("Linux");
    }

    /**
     * The operating system under this JVM.
     *
     * @return the value of {@code os.name}
     */
    public static String osName() {
        return System.getProperty("os.name", "an unknown system");
    }

    /**
     * The architecture of this JVM.
     *
     * @return the value of {@code os.arch}
     */
    public static String osArchitecture() {
        return System.getProperty("os.arch", "unknown");
    }

    /**
     * The release of the kernel under this JVM.
     *
     * @return the value of {@code os.version}
     */
    public static String osVersion() {
        return System.getProperty("os.version", "unknown");
    }

    /**
     * Where this JVM looks for classes outside of modules.
     *
     * @return the value of {@code java.class.path}
     */
    public static String classPath() {
        return System.getProperty("java.class.path", "");
    }

    /**
     * The backend that the system property names.
     *
     * @return the name, or empty if the property is not set or blank
     */
    public static Optional<String> backendProperty() {
        return notBlank(System.getProperty(BACKEND_PROPERTY));
    }

    /**
     * The backend that the environment variable names.
     *
     * @return the name, or empty if the variable is not set or blank
     */
    public static Optional<String> backendVariable() {
        return notBlank(System.getenv(BACKEND_VARIABLE));
    }

    private static Optional<String> notBlank(String value) {
        return value == null || value.isBlank() ? Optional.empty() : Optional.of(value.trim());
    }
}

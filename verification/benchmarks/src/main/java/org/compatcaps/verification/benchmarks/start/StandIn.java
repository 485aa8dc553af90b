// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.benchmarks.start;

import org.compatcaps.spi.BackendProvider;
import org.compatcaps.spi.SystemCalls;
import org.compatcaps.spi.UnavailableException;

/**
 * Runs the whole query on a host that does not have it, through a real backend. In the automatic choice it comes before that
 * one. Every system call is really made; {@link StandInCalls} replaces two results.
 *
 * <p>It is part of the measured program, so it avoids everything that would load further classes.
 */
public final class StandIn implements BackendProvider {

    /** The system property with the name of the real backend's provider class. */
    public static final String BACKEND = "benchmarks.backend";

    /** Before ffm. */
    private static final int PRIORITY = 1000;

    private final BackendProvider real;

    /**
     * For {@link java.util.ServiceLoader}.
     *
     * @throws ReflectiveOperationException if the property is not set or names no provider
     */
    public StandIn() throws ReflectiveOperationException {
        real = provider();
    }

    /**
     * Creates the real backend's provider.
     *
     * @return a new provider of the class that the property names
     * @throws ReflectiveOperationException if there is none
     */
    public static BackendProvider provider() throws ReflectiveOperationException {
        String name = System.getProperty(BACKEND, "");
        return (BackendProvider) Class.forName(name).getDeclaredConstructor().newInstance();
    }

    @Override
    public String name() {
        return "stand-in";
    }

    @Override
    public int priority() {
        return PRIORITY;
    }

    @Override
    public SystemCalls bind() throws UnavailableException {
        return new StandInCalls(real.bind());
    }
}

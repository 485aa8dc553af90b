// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.benchmarks.start;

import org.compatcaps.spi.Availability;
import org.compatcaps.spi.BackendProvider;
import org.compatcaps.spi.SystemCalls;

/**
 * Lets the whole query run on a host that does not have it, through a real backend, which it goes before in the automatic
 * choice. Every system call is really made; see {@link StandInCalls} for the two answers that are replaced.
 *
 * <p>It is part of what is measured, so that it does without everything that would load further classes.
 */
public final class StandIn implements BackendProvider {

    /** The system property with the name of the real backend's provider class. */
    public static final String BACKEND = "benchmarks.backend";

    /** Before ffm. */
    private static final int PRIORITY = 1000;

    private final BackendProvider real;
    private SystemCalls calls;

    /**
     * For {@link java.util.ServiceLoader}.
     *
     * @throws ReflectiveOperationException if the property is not set or names no provider
     */
    public StandIn() throws ReflectiveOperationException {
        real = provider();
    }

    /**
     * The real backend's provider, a new one.
     *
     * @return the provider that the property names
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
    public Availability availability() {
        return real.availability();
    }

    @Override
    public synchronized SystemCalls systemCalls() {
        if (calls == null) {
            calls = new StandInCalls(real.systemCalls());
        }
        return calls;
    }
}

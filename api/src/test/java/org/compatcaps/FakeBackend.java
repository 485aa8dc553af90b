// SPDX-License-Identifier: Apache-2.0
package org.compatcaps;

import org.compatcaps.spi.BackendProblem;
import org.compatcaps.spi.BackendProvider;
import org.compatcaps.spi.SystemCalls;
import org.compatcaps.spi.UnavailableException;

/** A provider that returns system calls or throws, and counts how often it is bound. */
final class FakeBackend implements BackendProvider {

    private final String name;
    private final int priority;
    private final Throwable failure;
    boolean isNative = true;
    int bound;

    private FakeBackend(String name, int priority, Throwable failure) {
        this.name = name;
        this.priority = priority;
        this.failure = failure;
    }

    static FakeBackend available(String name, int priority) {
        return new FakeBackend(name, priority, null);
    }

    static FakeBackend throwing(String name, int priority, Throwable failure) {
        return new FakeBackend(name, priority, failure);
    }

    static FakeBackend unavailable(String name, int priority, String reason) {
        return throwing(name, priority, new UnavailableException(BackendProblem.NEEDS_NEWER_JAVA, reason));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int priority() {
        return priority;
    }

    @Override
    public boolean isNative() {
        return isNative;
    }

    @Override
    public SystemCalls bind() throws UnavailableException {
        bound++;
        if (failure instanceof UnavailableException) {
            throw (UnavailableException) failure;
        }
        if (failure instanceof RuntimeException) {
            throw (RuntimeException) failure;
        }
        if (failure != null) {
            throw (Error) failure;
        }
        return new ScriptedCalls();
    }
}

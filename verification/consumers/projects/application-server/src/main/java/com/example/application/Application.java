// SPDX-License-Identifier: Apache-2.0
package com.example.application;

import java.util.concurrent.Callable;
import org.compatcaps.Backend;
import org.compatcaps.BackendUnavailableException;
import org.compatcaps.CompatCapsException;
import org.compatcaps.KvmHost;
import org.compatcaps.spi.BackendProblem;
import org.compatcaps.spi.BackendProvider;
import org.compatcaps.spi.SystemCalls;
import org.compatcaps.spi.UnavailableException;

/** An application as a server starts it. Returns its result in one line. */
public final class Application implements Callable<String>, BackendProvider {

    @Override
    public String call() {
        // Binds each of them.
        Backend.list().forEach(Backend::available);
        useOwnBackend();
        try (KvmHost host = KvmHost.open()) {
            return host.backend() + " " + host.compatCaps().modes();
        } catch (CompatCapsException e) {
            return e.getClass().getSimpleName() + ": " + e.getMessage();
        }
    }

    private void useOwnBackend() {
        try {
            KvmHost.builder().backend(this).open().close();
            throw new IllegalStateException("A backend that is not available was used");
        } catch (BackendUnavailableException e) {
            // As it must be.
        }
    }

    @Override
    public String name() {
        return "own";
    }

    @Override
    public int priority() {
        return ONLY_BY_NAME;
    }

    @Override
    public SystemCalls bind() throws UnavailableException {
        throw new UnavailableException(
                BackendProblem.LIBRARY_MISSING, new IllegalStateException("not available"), "there is no remedy");
    }
}

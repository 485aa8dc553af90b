// SPDX-License-Identifier: Apache-2.0
package com.example.application;

import java.util.concurrent.Callable;
import org.compatcaps.Backend;
import org.compatcaps.BackendUnavailableException;
import org.compatcaps.CompatCapsException;
import org.compatcaps.KvmHost;

/** An application as a server starts it. Returns its result in one line. */
public final class Application implements Callable<String> {

    @Override
    public String call() {
        // Binds each of them.
        Backend.list().forEach(Backend::available);
        useBackendOfMyOwn();
        try (KvmHost host = KvmHost.open()) {
            return host.backend() + " " + host.compatCaps().modes();
        } catch (CompatCapsException e) {
            return e.getClass().getSimpleName() + ": " + e.getMessage();
        }
    }

    private static void useBackendOfMyOwn() {
        try {
            KvmHost.builder().backend(new OwnBackend()).open().close();
            throw new IllegalStateException("A backend that is not available was used");
        } catch (BackendUnavailableException e) {
            // As it must be.
        }
    }
}

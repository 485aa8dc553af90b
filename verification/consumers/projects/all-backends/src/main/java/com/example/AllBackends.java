// SPDX-License-Identifier: Apache-2.0
package com.example;

import org.compatcaps.BackendStatus;
import org.compatcaps.Backends;
import org.compatcaps.CompatCapsException;
import org.compatcaps.KvmHost;

/** Lists the backends, and then asks through the one that is chosen. */
public final class AllBackends {

    private AllBackends() {}

    /**
     * Exits with 3 if the host cannot tell.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) {
        for (BackendStatus backend : Backends.list()) {
            System.out.println(backend);
        }
        try (KvmHost host = KvmHost.open()) {
            System.out.println("backend " + host.backend());
            System.out.println("modes " + host.compatCaps().modes());
        } catch (CompatCapsException e) {
            System.out.println("refused " + e.getClass().getSimpleName() + ": " + e.getMessage());
            System.exit(3);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package com.example;

import org.compatcaps.CompatCapsException;
import org.compatcaps.KvmHost;

/** Prints the modes that a guest can have on this host. The class path has one backend. */
public final class OneBackend {

    private OneBackend() {}

    /**
     * Exits with 3 if the host cannot be queried.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) {
        try (KvmHost host = KvmHost.open()) {
            System.out.println("backend " + host.backend());
            System.out.println("modes " + host.compatCaps().modes());
        } catch (CompatCapsException e) {
            System.out.println("refused " + e.getClass().getSimpleName() + ": " + e.getMessage());
            System.exit(3);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package com.example;

import org.compatcaps.Backend;
import org.compatcaps.CompatCapsException;
import org.compatcaps.KvmHost;

/** Lists the backends, and queries the host through the best of them. Several projects package it in different ways. */
public final class HostQuery {

    private HostQuery() {}

    /**
     * Exits with 3 if the host cannot be queried.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) {
        System.out.println("SDK " + KvmHost.class.getName());
        for (Backend backend : Backend.list()) {
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

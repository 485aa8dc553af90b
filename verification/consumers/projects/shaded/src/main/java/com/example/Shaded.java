// SPDX-License-Identifier: Apache-2.0
package com.example;

import org.compatcaps.BackendStatus;
import org.compatcaps.Backends;
import org.compatcaps.CompatCapsException;
import org.compatcaps.KvmHost;

/** The same in one jar, in which the SDK has other names. */
public final class Shaded {

    private Shaded() {}

    /**
     * Exits with 3 if the host cannot tell.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) {
        System.out.println("SDK " + KvmHost.class.getName());
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

// SPDX-License-Identifier: Apache-2.0
package com.example.modular;

import org.compatcaps.BackendStatus;
import org.compatcaps.Backends;
import org.compatcaps.CompatCaps;
import org.compatcaps.CompatCapsException;

/** Asks as a module. */
public final class Modular {

    private Modular() {}

    /**
     * Exits with 3 if the host cannot tell.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) {
        System.out.println(Modular.class.getModule() + ", " + CompatCaps.class.getModule());
        for (BackendStatus backend : Backends.list()) {
            System.out.println(backend);
        }
        try {
            System.out.println("modes " + CompatCaps.query().modes());
        } catch (CompatCapsException e) {
            System.out.println("refused " + e.getClass().getSimpleName() + ": " + e.getMessage());
            System.exit(3);
        }
    }
}

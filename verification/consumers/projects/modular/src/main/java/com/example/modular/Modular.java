// SPDX-License-Identifier: Apache-2.0
package com.example.modular;

import org.compatcaps.Backend;
import org.compatcaps.CompatCaps;
import org.compatcaps.CompatCapsException;

/** Queries the host from a module. */
public final class Modular {

    private Modular() {}

    /**
     * Exits with 3 if the host cannot be queried.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) {
        System.out.println(Modular.class.getModule() + ", " + CompatCaps.class.getModule());
        for (Backend backend : Backend.list()) {
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

// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.jdks.probe;

import org.compatcaps.BackendStatus;
import org.compatcaps.Backends;
import org.compatcaps.CompatCaps;
import org.compatcaps.CompatCapsException;
import org.compatcaps.KvmHost;

/**
 * Asks as a plain user would, then lists the backends, and prints for the judge what it met: one fact a line, its name and
 * its value with a blank between.
 */
public final class Probe {

    /** Standard error has this line between what the question caused and what the list caused. */
    private static final String LIST_FOLLOWS = "@jdks list";

    private Probe() {}

    /**
     * Asks and prints.
     *
     * @param args none
     */
    public static void main(String[] args) {
        print("java", Runtime.version().feature());
        print("path", KvmHost.class.getModule().isNamed() ? "module" : "class");
        ask();
        System.err.println(LIST_FOLLOWS);
        for (BackendStatus backend : Backends.list()) {
            print("backend", backend);
        }
        // The last line, without which the others might be only a part.
        print("end", "of the probe");
    }

    private static void ask() {
        try (KvmHost host = KvmHost.open()) {
            print("chosen", host.backend());
            CompatCaps caps = host.compatCaps();
            print("answer", caps);
        } catch (CompatCapsException e) {
            print("answer", e.getClass().getSimpleName() + ": " + e.getMessage());
        }
    }

    private static void print(String name, Object value) {
        System.out.println(name + " " + value);
    }
}

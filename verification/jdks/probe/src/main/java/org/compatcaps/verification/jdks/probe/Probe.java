// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.jdks.probe;

import org.compatcaps.Backend;
import org.compatcaps.CompatCaps;
import org.compatcaps.CompatCapsException;
import org.compatcaps.KvmHost;

/**
 * Queries the host as an application does, then lists the backends. Prints the results for the judge: one fact a line, its
 * name, a blank and its value.
 */
public final class Probe {

    /** Separates the warnings of the query from those of the list on standard error. */
    private static final String LIST_FOLLOWS = "@jdks list";

    private Probe() {}

    /**
     * Queries, lists and prints.
     *
     * @param args none
     */
    public static void main(String[] args) {
        print("java", Runtime.version().feature());
        print("early", Runtime.version().pre().isPresent());
        print("zero", System.getProperty("java.vm.name").contains(" Zero "));
        print("path", KvmHost.class.getModule().isNamed() ? "module" : "class");
        query();
        System.err.println(LIST_FOLLOWS);
        for (Backend backend : Backend.list()) {
            print("backend", backend);
        }
        // Without this line, the output may be incomplete.
        print("end", "of the probe");
    }

    private static void query() {
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

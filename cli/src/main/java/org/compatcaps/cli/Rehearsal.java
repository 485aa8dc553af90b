// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli;

/**
 * Does once what users do, so that the JVM can be asked to keep the classes that it takes; {@code ./compatcaps} has it run
 * to start faster from then on. It needs no KVM and asks none.
 */
public final class Rehearsal {

    private Rehearsal() {}

    /**
     * Goes the ways of a refusal and of an answer.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) {
        // All the way into the kernel through the backend that is chosen here, to what is not KVM but is there
        // everywhere.
        Main.newCommandLine().execute("--device", "/dev/null");
        Main.newCommandLine().execute("--simulate", "power10");
        Main.newCommandLine().execute("--simulate", "power10", "--json");
    }
}

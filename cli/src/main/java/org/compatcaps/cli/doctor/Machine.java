// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli.doctor;

/** The machine as the JVM sees it. */
public final class Machine {

    final String system;
    final String architecture;
    final String temporaryDirectory;

    /**
     * Creates a machine from the values of system properties.
     *
     * @param system the value of {@code os.name}
     * @param architecture the value of {@code os.arch}
     * @param temporaryDirectory the value of {@code java.io.tmpdir}
     */
    public Machine(String system, String architecture, String temporaryDirectory) {
        this.system = system;
        this.architecture = architecture;
        this.temporaryDirectory = temporaryDirectory;
    }

    boolean isLinux() {
        return system.equals("Linux");
    }

    boolean isPower() {
        return isLinux() && (architecture.startsWith("ppc") || architecture.startsWith("powerpc"));
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli.doctor;

/** What the JVM says of where it runs. */
public final class Machine {

    final String system;
    final String architecture;
    final String temporaryDirectory;

    /**
     * What comes from the caller, so that a test can choose it.
     *
     * @param system the property {@code os.name}
     * @param architecture the property {@code os.arch}
     * @param temporaryDirectory the property {@code java.io.tmpdir}
     */
    public Machine(String system, String architecture, String temporaryDirectory) {
        this.system = system;
        this.architecture = architecture;
        this.temporaryDirectory = temporaryDirectory;
    }

    boolean isPower() {
        return system.equals("Linux") && (architecture.startsWith("ppc") || architecture.startsWith("powerpc"));
    }
}

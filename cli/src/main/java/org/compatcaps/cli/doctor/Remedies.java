// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli.doctor;

/** The remedies that several checks share. */
final class Remedies {

    static final String USE_POWER_HOST = "run this on an IBM Power host";
    static final String UPDATE_KERNEL = "update the kernel to Linux 7.3 or later";
    static final String LEAVE_BARE_METAL = "run this in a partition, or choose any mode up to the processor's own";
    static final String OTHER_DIRECTORY =
            "export JDK_JAVA_OPTIONS='-Djna.tmpdir=DIR -Djffi.extract.dir=DIR', where DIR is writable and not noexec";

    private Remedies() {}

    static String loadModule(Facts facts) {
        return "sudo modprobe kvm-hv" + onHost(facts);
    }

    static String reloadModules(Facts facts) {
        return "stop the programs that use KVM, then sudo modprobe -r kvm_hv kvm && sudo modprobe kvm-hv"
                + onHost(facts);
    }

    /** Returns a note for a command that must run outside the container. */
    static String onHost(Facts facts) {
        return facts.container.isInside ? " (on the host of the container)" : "";
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.ioctlcases;

import java.util.Locale;
import org.compatcaps.KernelInterface;
import org.compatcaps.backend.mock.SimulatedHost;

/** The kinds of POWER hosts that answer differently. Each has a column in the file of cases. */
public enum HostKind {
    /** A partition on a KVM host. */
    V1,

    /** A partition on PowerVM. */
    V2,

    /** A partition without the capability for nested guests. */
    NO_NESTED,

    /** A host without a hypervisor. */
    BARE_METAL,

    /** A partition on a KVM host whose kernel has the interface as it was first posted. Only the mock simulates it. */
    FIRST_POSTED;

    /**
     * Returns the name in the file of cases and on command lines.
     *
     * @return the name, such as {@code no-nested}
     */
    public String column() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Returns the kind of that name.
     *
     * @param column the name
     * @return the kind
     * @throws IllegalArgumentException if no kind has that name
     */
    public static HostKind of(String column) {
        for (HostKind kind : values()) {
            if (kind.column().equals(column)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("no kind of host is called " + column);
    }

    /**
     * Returns a simulated host of this kind, with a POWER10 processor like the measured ones.
     *
     * @return a new host
     */
    public SimulatedHost simulate() {
        SimulatedHost.Builder builder = SimulatedHost.builder();
        return switch (this) {
            case V1 -> builder.build();
            case V2 -> builder.nestedApiV2().build();
            case NO_NESTED -> builder.withoutNestedVirtualization().build();
            case BARE_METAL -> builder.bareMetal().build();
            case FIRST_POSTED ->
                builder.kernelInterface(KernelInterface.FIRST_POSTED).build();
        };
    }
}

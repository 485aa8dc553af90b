// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.ioctlcases;

import org.compatcaps.KernelInterface;
import org.compatcaps.backend.mock.SimulatedHost;

/** The kinds of POWER hosts that answer differently. Each has a column in the file of cases. */
public enum HostKind {
    /** A partition on a KVM host. */
    V1("v1"),

    /** A partition on PowerVM. */
    V2("v2"),

    /** A partition without the capability for nested guests. */
    NO_NESTED("no-nested"),

    /** No partition at all. */
    BARE_METAL("bare-metal"),

    /** A partition on a KVM host whose kernel has the interface as it was first posted. Only the simulated one does. */
    FIRST_POSTED("first-posted");

    private final String column;

    HostKind(String column) {
        this.column = column;
    }

    /**
     * The name in the file of cases and on command lines.
     *
     * @return the name
     */
    public String column() {
        return column;
    }

    /**
     * The kind of that name.
     *
     * @param column the name
     * @return the kind
     * @throws IllegalArgumentException if none has that name
     */
    public static HostKind of(String column) {
        for (HostKind kind : values()) {
            if (kind.column.equals(column)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("no kind of host is called " + column);
    }

    /**
     * A simulated host of this kind, with a POWER10 processor like the real ones that were measured.
     *
     * @return a new host
     */
    public SimulatedHost simulate() {
        SimulatedHost.Builder builder = SimulatedHost.builder();
        switch (this) {
            case V2:
                return builder.nestedApiV2().build();
            case NO_NESTED:
                return builder.withoutNestedVirtualization().build();
            case BARE_METAL:
                return builder.bareMetal().build();
            case FIRST_POSTED:
                return builder.kernelInterface(KernelInterface.FIRST_POSTED).build();
            default:
                return builder.build();
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.compatcaps;

/** This host has KVM, but not the query {@code KVM_PPC_GET_COMPAT_CAPS}. {@link #reason()} tells what it is that lacks. */
public final class QueryNotSupportedException extends CompatCapsException {

    private static final long serialVersionUID = 1L;

    /** What a host needs for the query and this one does not have. */
    public enum Reason {

        /** The host is not powerpc; compatibility modes are a thing of IBM Power. */
        ARCHITECTURE,

        /** The kernel is older than Linux 7.3, in which the query came. */
        KERNEL,

        /**
         * The kernel is new enough, but it cannot run nested guests with KVM-HV here: the partition was not given nested
         * virtualization, the module {@code kvm-hv} is not loaded, or the host is not a partition but bare metal.
         */
        PARTITION
    }

    /** What is missing for the query. */
    private final Reason reason;

    QueryNotSupportedException(String message, Reason reason) {
        super(message, null);
        this.reason = reason;
    }

    /**
     * What it is that lacks. Between {@link Reason#KERNEL} and {@link Reason#PARTITION} the kernel itself does not
     * distinguish; its release decides. A kernel to which the query was ported back may therefore be called too old where it
     * is the partition that lacks.
     *
     * @return the reason
     */
    public Reason reason() {
        return reason;
    }
}

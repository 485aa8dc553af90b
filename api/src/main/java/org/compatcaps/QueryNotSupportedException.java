// SPDX-License-Identifier: Apache-2.0
package org.compatcaps;

import org.compatcaps.internal.kernel.CallFailedException;

/** Thrown if this host has KVM, but not the query {@code KVM_PPC_GET_COMPAT_CAPS}. */
public final class QueryNotSupportedException extends CompatCapsException {

    private static final long serialVersionUID = 1L;

    /** The reason why a host does not have the query. */
    public enum Reason {

        /** The host is not powerpc. */
        NOT_POWERPC,

        /** The kernel is older than Linux 7.3, which brought the query. */
        KERNEL_TOO_OLD,

        /**
         * KVM-HV cannot run nested guests here: nested virtualization is not enabled in this partition, the module
         * {@code kvm-hv} is not loaded, or the host is bare metal.
         */
        NO_NESTED_VIRTUALIZATION,

        /**
         * The kernel has an unreleased version of the query, with capability 249 but another request number. It is neither
         * {@link KernelInterface#RELEASED} nor {@link KernelInterface#FIRST_POSTED}.
         */
        OTHER_INTERFACE
    }

    /** The reason why this host does not have the query. */
    private final Reason reason;

    QueryNotSupportedException(String message, Reason reason) {
        super(message);
        this.reason = reason;
    }

    QueryNotSupportedException(String message, Reason reason, CallFailedException failure) {
        super(message, failure);
        this.reason = reason;
    }

    /**
     * Returns why this host does not have the query. The kernel does not distinguish {@link Reason#KERNEL_TOO_OLD} from
     * {@link Reason#NO_NESTED_VIRTUALIZATION}; the SDK decides by the kernel's release. If a kernel has a backport of the
     * query, {@link Reason#KERNEL_TOO_OLD} can therefore mean that nested virtualization is not enabled.
     *
     * @return the reason
     */
    public Reason reason() {
        return reason;
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.compatcaps;

/** The form of {@code KVM_PPC_GET_COMPAT_CAPS} in which a kernel answered. */
public enum KernelInterface {

    /** As released in Linux 7.3: capability 250, a struct of 24 bytes. */
    RELEASED,

    /**
     * As first posted in April 2026, before it was merged, and as some kernels carry it: capability 249, a struct of 16
     * bytes. The bitmap is then the hypervisor's own word and may have further bits set.
     */
    FIRST_POSTED
}

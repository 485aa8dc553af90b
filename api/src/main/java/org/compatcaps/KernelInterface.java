// SPDX-License-Identifier: Apache-2.0
package org.compatcaps;

import org.compatcaps.internal.kernel.CompatCapsQuery;

/**
 * The ABI version of {@code KVM_PPC_GET_COMPAT_CAPS} in which a kernel answered. The SDK tries the versions in this order.
 */
public enum KernelInterface {

    /** As released in Linux 7.3: capability 250, a struct of 24 bytes. */
    RELEASED(CompatCapsQuery.RELEASED),

    /**
     * As first posted in April 2026, before it was merged: capability 249, a struct of 16 bytes. Under {@link NestedApi#V2},
     * the bitmap is the hypervisor's. The kernel does not filter it, so further bits may be set. Under {@link NestedApi#V1},
     * only the bit of the partition's own mode is set. Guests can also be given older modes, and {@link CompatCaps#modes()}
     * adds them.
     */
    FIRST_POSTED(CompatCapsQuery.FIRST_POSTED);

    final CompatCapsQuery query;

    KernelInterface(CompatCapsQuery query) {
        this.query = query;
    }

    /**
     * Returns whether a kernel is older than Linux 7.3, which brought the query. An older kernel can still have the query,
     * if its distribution backported it.
     *
     * @param kernelRelease the release as {@code uname -r} prints it, such as {@code 6.12.3-1-powerpc64le}
     * @return true if it is older; false for a release that does not begin with two numbers
     */
    public static boolean isTooOld(String kernelRelease) {
        if (!kernelRelease.matches("(?s)[0-9]{1,6}\\.[0-9]{1,6}([^0-9].*)?")) {
            return false;
        }
        String[] numbers = kernelRelease.split("[^0-9]");
        int major = Integer.parseInt(numbers[0]);
        return major < 7 || major == 7 && Integer.parseInt(numbers[1]) < 3;
    }
}

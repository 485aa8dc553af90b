// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.backend.mock;

import java.nio.ByteBuffer;

/**
 * The request {@code KVM_PPC_GET_COMPAT_CAPS} on a VM, with the kernel's checks in the kernel's order. The methods return
 * zero or the negated errno.
 */
final class CompatCapsRequest {

    private CompatCapsRequest() {}

    static int released(HostSettings settings, ByteBuffer structure) {
        if (!isMapped(structure, KernelAbi.SIZE_OFFSET, Long.BYTES)) {
            return -KernelAbi.EFAULT;
        }
        long size = structure.getLong(KernelAbi.SIZE_OFFSET);
        if (Long.compareUnsigned(size, KernelAbi.STRUCT_SIZE) < 0) {
            return -KernelAbi.EINVAL;
        }
        if (Long.compareUnsigned(size, KernelAbi.PAGE_SIZE) > 0) {
            return -KernelAbi.E2BIG;
        }
        for (int offset = KernelAbi.STRUCT_SIZE; offset < size; offset++) {
            if (!isMapped(structure, offset, 1)) {
                return -KernelAbi.EFAULT;
            }
            if (structure.get(offset) != 0) {
                structure.putLong(KernelAbi.SIZE_OFFSET, KernelAbi.STRUCT_SIZE);
                return -KernelAbi.E2BIG;
            }
        }
        if (!isMapped(structure, 0, KernelAbi.STRUCT_SIZE)) {
            return -KernelAbi.EFAULT;
        }
        if (structure.getLong(KernelAbi.FLAGS_OFFSET) != 0 || !settings.canNest()) {
            return -KernelAbi.EINVAL;
        }
        structure.putLong(KernelAbi.SIZE_OFFSET, KernelAbi.STRUCT_SIZE);
        structure.putLong(KernelAbi.CAPABILITIES_OFFSET, settings.bitmap());
        return 0;
    }

    static int firstPosted(HostSettings settings, ByteBuffer structure) {
        if (!settings.canNest()) {
            return -KernelAbi.ENOTTY;
        }
        if (!isMapped(structure, 0, KernelAbi.FIRST_POSTED_STRUCT_SIZE)) {
            return -KernelAbi.EFAULT;
        }
        structure.putLong(KernelAbi.FIRST_POSTED_FLAGS_OFFSET, 0);
        structure.putLong(KernelAbi.FIRST_POSTED_CAPABILITIES_OFFSET, settings.bitmap());
        return 0;
    }

    private static boolean isMapped(ByteBuffer structure, int offset, int length) {
        return offset + length <= structure.limit();
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.compatcaps;

import org.compatcaps.internal.kernel.CallFailedException;

/**
 * Thrown if the kernel has the query, but KVM refuses to create a VM ({@code EINVAL}) until its modules are loaded again. No
 * guest can be started until then. Linux 7.3 does this under {@link NestedApi#V2} after the partition was migrated. If
 * {@code kvm_hv} cannot create a VM for another reason, the kernel may return the same {@code errno}.
 */
public final class KvmReloadRequiredException extends CompatCapsException {

    private static final long serialVersionUID = 1L;

    KvmReloadRequiredException(String message, CallFailedException failure) {
        super(message, failure);
    }
}

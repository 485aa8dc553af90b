// SPDX-License-Identifier: Apache-2.0
package org.compatcaps;

import org.compatcaps.internal.kernel.CallFailedException;

/**
 * Thrown if KVM reports the query but refuses to create a VM ({@code EINVAL}), until its modules are loaded again. Linux 7.3
 * does this under nested API v2 after the partition was migrated. The kernel reports other failures of {@code kvm_hv} to
 * create a VM in the same way. No guest can be started until then.
 */
public final class KvmReloadRequiredException extends CompatCapsException {

    private static final long serialVersionUID = 1L;

    KvmReloadRequiredException(String message, CallFailedException failure) {
        super(message, failure);
    }
}

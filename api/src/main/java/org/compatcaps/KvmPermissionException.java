// SPDX-License-Identifier: Apache-2.0
package org.compatcaps;

import org.compatcaps.internal.kernel.CallFailedException;

/**
 * Thrown if this process may not use KVM: the permissions of the device or a security policy, such as a container's, forbid
 * it.
 */
public final class KvmPermissionException extends CompatCapsException {

    private static final long serialVersionUID = 1L;

    KvmPermissionException(String message, CallFailedException failure) {
        super(message, failure);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.compatcaps;

import org.compatcaps.internal.kernel.CallFailedException;

/**
 * There is no KVM here: the device does not exist, no driver stands behind it, or it is something else than KVM.
 */
public final class NoKvmException extends CompatCapsException {

    private static final long serialVersionUID = 1L;

    NoKvmException(String message, CallFailedException failure) {
        super(message, failure);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.compatcaps;

import org.compatcaps.internal.kernel.CallFailedException;

/** Thrown if this host has no KVM: the device does not exist, has no driver, or is not KVM. */
public final class NoKvmException extends CompatCapsException {

    private static final long serialVersionUID = 1L;

    NoKvmException(String message, CallFailedException failure) {
        super(message, failure);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.compatcaps;

import org.compatcaps.internal.kernel.CallFailedException;

/**
 * Thrown if a system call fails that should succeed on this host. {@link #call()}, {@link #errno()} and {@link #errnoName()}
 * are present.
 */
public final class KernelCallException extends CompatCapsException {

    private static final long serialVersionUID = 1L;

    KernelCallException(String message, CallFailedException failure) {
        super(message, failure);
    }
}

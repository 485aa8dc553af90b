// SPDX-License-Identifier: Apache-2.0
package org.compatcaps;

/**
 * Thrown if a call succeeded but its answer violates the kernel's interface: another version of the KVM API, or a struct
 * that was not filled.
 */
public final class KernelAnswerException extends CompatCapsException {

    private static final long serialVersionUID = 1L;

    KernelAnswerException(String message) {
        super(message);
    }
}

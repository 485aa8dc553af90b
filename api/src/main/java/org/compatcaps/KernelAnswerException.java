// SPDX-License-Identifier: Apache-2.0
package org.compatcaps;

/**
 * The kernel accepted a call, but its answer violates its own interface and cannot be trusted: another version of the KVM API,
 * or a struct that it did not fill.
 */
public final class KernelAnswerException extends CompatCapsException {

    private static final long serialVersionUID = 1L;

    KernelAnswerException(String message) {
        super(message);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.internal.kernel;

/** Thrown if a call succeeded but did not fill the struct. Checked, so that every caller reports it. */
public final class NotAnsweredException extends Exception {

    private static final long serialVersionUID = 1L;

    NotAnsweredException(String message) {
        super(message);
    }
}

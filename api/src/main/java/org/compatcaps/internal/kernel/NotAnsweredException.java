// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.internal.kernel;

/** A call succeeded, but there is no answer in the struct. Checked, so that no caller forgets to report it. */
public final class NotAnsweredException extends Exception {

    private static final long serialVersionUID = 1L;

    NotAnsweredException(String message) {
        super(message);
    }
}

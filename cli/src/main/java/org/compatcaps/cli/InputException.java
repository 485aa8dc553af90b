// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli;

/** A file or standard stream that cannot be read or written, or does not contain an answer. The message is complete, for the user. */
final class InputException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    InputException(String message, Throwable cause) {
        super(message, cause);
    }
}

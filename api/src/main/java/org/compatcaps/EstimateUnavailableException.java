// SPDX-License-Identifier: Apache-2.0
package org.compatcaps;

/**
 * Thrown if this host does not have the query, and the estimate that the application allowed is not possible. The message
 * contains both reasons. {@link Throwable#getSuppressed()} returns the {@link QueryNotSupportedException} and the exception
 * that prevented the estimate.
 */
public final class EstimateUnavailableException extends CompatCapsException {

    private static final long serialVersionUID = 1L;

    EstimateUnavailableException(String message) {
        super(message);
    }
}

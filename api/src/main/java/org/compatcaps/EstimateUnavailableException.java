// SPDX-License-Identifier: Apache-2.0
package org.compatcaps;

/**
 * This host does not have the query, and an estimate, which the application allowed, is not possible. The message names both
 * reasons; {@link Throwable#getSuppressed()} has the {@link QueryNotSupportedException} and the exception that prevented the
 * estimate.
 */
public final class EstimateUnavailableException extends CompatCapsException {

    private static final long serialVersionUID = 1L;

    EstimateUnavailableException(String message) {
        super(message);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.compatcaps;

/**
 * This host does not have the query, an estimate was allowed in its place, and there is none either. Nothing is known about
 * the modes then. The message says both why there is no answer and why there is no estimate;
 * {@link Throwable#getSuppressed()} has the {@link QueryNotSupportedException} and, where reading failed, what failed.
 */
public final class EstimateUnavailableException extends CompatCapsException {

    private static final long serialVersionUID = 1L;

    EstimateUnavailableException(String message) {
        super(message, null);
    }
}

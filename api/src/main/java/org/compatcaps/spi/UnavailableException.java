// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.spi;

/**
 * Says from {@link LinuxBackendProvider#bind()} that a backend cannot work here, for a reason that it knows and can put into
 * plain words.
 */
public final class UnavailableException extends Exception {

    private static final long serialVersionUID = 1L;

    /**
     * With a reason.
     *
     * @param reason why the backend cannot be used and what would help, in a few words
     */
    public UnavailableException(String reason) {
        super(reason);
    }
}

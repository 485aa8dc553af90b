// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli.doctor;

import java.util.Locale;

/** How good a finding is, from good to bad. */
public enum Status {
    /** As it should be, or of no consequence here. */
    OK,
    /** Works, or may work, and should be looked at. */
    WARNING,
    /** Keeps this host from answering. */
    PROBLEM;

    /** In lower case, as it is printed; the words are part of the interface. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}

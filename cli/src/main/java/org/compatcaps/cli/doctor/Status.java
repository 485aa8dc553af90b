// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli.doctor;

import java.util.Locale;

/** The severity of a finding, from good to bad. */
public enum Status {
    /** Nothing to fix. */
    OK,
    /** Needs attention, but does not prevent this host from answering. */
    WARNING,
    /** Prevents this host from answering. */
    PROBLEM;

    /** {@return the name in lower case, which is part of the interface} */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}

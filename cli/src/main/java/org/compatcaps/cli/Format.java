// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli;

/** An output format of an answer. */
enum Format {
    TEXT,
    JSON,
    PROMETHEUS,
    NFD;

    /** {@return the name as users write it} */
    @Override
    public String toString() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}

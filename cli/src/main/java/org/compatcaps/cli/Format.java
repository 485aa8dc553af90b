// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli;

/** How to print an answer. */
enum Format {
    TEXT,
    JSON,
    PROMETHEUS,
    NFD;

    /** As users write it. */
    @Override
    public String toString() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}

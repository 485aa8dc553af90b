// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli.doctor;

import java.io.IOException;

/** Checks one thing that a query depends on. It depends on the facts alone, not on other checks. */
interface Check {

    /** {@return the name of its finding} */
    String id();

    /**
     * Checks the facts.
     *
     * @throws IOException if a file cannot be read; {@link Doctor} reports that as the finding
     */
    Finding check(Facts facts) throws IOException;
}

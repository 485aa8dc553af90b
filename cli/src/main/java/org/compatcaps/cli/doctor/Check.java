// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli.doctor;

import java.io.IOException;

/** A check of one thing that a query depends on. It uses only the facts, not the results of other checks. */
interface Check {

    /** {@return the id of its finding} */
    String id();

    /**
     * Checks the facts.
     *
     * @throws IOException if a file cannot be read; {@link Doctor} reports that as the finding
     */
    Finding check(Facts facts) throws IOException;
}

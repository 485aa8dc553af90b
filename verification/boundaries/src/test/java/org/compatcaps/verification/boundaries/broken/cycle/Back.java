// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.boundaries.broken.cycle;

import org.compatcaps.verification.boundaries.broken.Libraries;

/** Makes a cycle between this package and the one above. */
public final class Back {
    Libraries libraries;
}

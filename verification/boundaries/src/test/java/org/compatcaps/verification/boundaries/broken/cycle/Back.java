// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.boundaries.broken.cycle;

import org.compatcaps.verification.boundaries.broken.There;

/** The other half. */
public final class Back {
    There there;
}

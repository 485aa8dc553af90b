// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.boundaries.broken;

import org.compatcaps.verification.boundaries.broken.cycle.Back;

/** One half of a cycle between packages. */
public final class There {
    Back back;
}

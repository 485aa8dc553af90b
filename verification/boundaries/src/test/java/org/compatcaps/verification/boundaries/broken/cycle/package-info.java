// SPDX-License-Identifier: Apache-2.0
/** One package of a cycle. It is null-marked; the other one is not. */
@NullMarked
package org.compatcaps.verification.boundaries.broken.cycle;

import org.jspecify.annotations.NullMarked;

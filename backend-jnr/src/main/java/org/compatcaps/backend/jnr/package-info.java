// SPDX-License-Identifier: Apache-2.0
/** The backend {@code jnr}. */
@NullMarked
package org.compatcaps.backend.jnr;

import org.jspecify.annotations.NullMarked;

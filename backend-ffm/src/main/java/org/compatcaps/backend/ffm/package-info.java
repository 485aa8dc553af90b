// SPDX-License-Identifier: Apache-2.0
/** The backend {@code ffm}. */
@NullMarked
package org.compatcaps.backend.ffm;

import org.jspecify.annotations.NullMarked;

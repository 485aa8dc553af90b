// SPDX-License-Identifier: Apache-2.0
/** The backend {@code jna}. */
@NullMarked
package org.compatcaps.backend.jna;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** The environment that the SDK reads. Not exported. */
@NullMarked
package org.compatcaps.internal;

import org.jspecify.annotations.NullMarked;

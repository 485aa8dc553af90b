// SPDX-License-Identifier: Apache-2.0
/** The environment of the SDK and small helpers. Not exported. */
@NullMarked
package org.compatcaps.internal;

import org.jspecify.annotations.NullMarked;

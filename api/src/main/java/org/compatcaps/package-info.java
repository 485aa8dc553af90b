// SPDX-License-Identifier: Apache-2.0
/**
 * The API for applications. {@link org.compatcaps.KvmHost} queries a host and returns a {@link org.compatcaps.CompatCaps}.
 * {@link org.compatcaps.Backend} lists the backends. Every failure is a {@link org.compatcaps.CompatCapsException}.
 */
@NullMarked
package org.compatcaps;

import org.jspecify.annotations.NullMarked;

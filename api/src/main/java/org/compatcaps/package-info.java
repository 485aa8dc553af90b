// SPDX-License-Identifier: Apache-2.0
/**
 * The API for applications. {@link org.compatcaps.KvmHost} queries a host, {@link org.compatcaps.CompatCaps} is the answer,
 * {@link org.compatcaps.Backend} is a backend that was found, and every failure is a
 * {@link org.compatcaps.CompatCapsException}.
 */
@NullMarked
package org.compatcaps;

import org.jspecify.annotations.NullMarked;

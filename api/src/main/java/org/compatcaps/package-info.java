// SPDX-License-Identifier: Apache-2.0
/**
 * What an application uses: {@link org.compatcaps.KvmHost} asks, {@link org.compatcaps.CompatCaps} is the answer,
 * {@link org.compatcaps.Backends} tells which backends are there, and every failure is a
 * {@link org.compatcaps.CompatCapsException}.
 */
package org.compatcaps;

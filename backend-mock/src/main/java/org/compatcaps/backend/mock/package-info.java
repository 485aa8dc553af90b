// SPDX-License-Identifier: Apache-2.0
/**
 * A simulated POWER host that answers system calls. Tests pass a {@link org.compatcaps.backend.mock.SimulatedHost} to the
 * code that they test. {@link org.compatcaps.backend.mock.InstalledHost} replaces the real host for code that opens it
 * directly. {@link org.compatcaps.backend.mock.MockBackendProvider} is the backend {@code mock}, which system properties
 * configure for an unmodified application.
 */
@NullMarked
package org.compatcaps.backend.mock;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/**
 * A simulated POWER host below the system calls. {@link org.compatcaps.backend.mock.SimulatedHost} is for code;
 * {@link org.compatcaps.backend.mock.MockBackendProvider} is the backend {@code mock}, which an unmodified application gets
 * by its name and sets up by system properties; {@link org.compatcaps.backend.mock.InstalledHost} is for tests of code that
 * asks for itself.
 */
@NullMarked
package org.compatcaps.backend.mock;

import org.jspecify.annotations.NullMarked;

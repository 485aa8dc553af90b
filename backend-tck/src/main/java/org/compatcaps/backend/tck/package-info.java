// SPDX-License-Identifier: Apache-2.0
/**
 * Tests that every backend must pass, for JUnit 5.14 or 6. A backend's test extends
 * {@link org.compatcaps.backend.tck.LinuxSystemCallsTck} and returns its provider, for example that of the backend jna:
 *
 * <pre>{@code
 * class JnaBackendTest extends LinuxSystemCallsTck {
 *     @Override
 *     protected BackendProvider provider() {
 *         return new JnaBackendProvider();
 *     }
 * }
 * }</pre>
 *
 * <p>The calls go to the kernel under the JVM, as an ordinary user or as root. A test that cannot run there, for example
 * without {@code /dev/kvm}, is skipped with its reason. The tests work on the class path and on the module path. If a
 * provider needs a multi-release jar, run its test with the jar and not with a directory of classes.
 *
 * <p>If the calls do not go to the kernel under the JVM, extend {@link org.compatcaps.backend.tck.SystemCallsTck}, which
 * requires only calls that a simulated kernel can answer.
 */
@NullMarked
package org.compatcaps.backend.tck;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/**
 * What every backend must do, as tests for JUnit 5.14 or 6. A backend's own test extends
 * {@link org.compatcaps.backend.tck.LinuxSystemCallsTck} and gives its provider, such as that of the backend jna:
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
 * <p>The calls go to the real kernel under the JVM, as an ordinary user or as root. What cannot be tried there, for want of
 * {@code /dev/kvm} for example, is skipped with its reason. Both the class path and the module path will do; a provider that
 * needs a multi-release jar is tested on the jar.
 *
 * <p>A backend whose calls do not go to the kernel under the JVM extends {@link org.compatcaps.backend.tck.SystemCallsTck},
 * which asks for no more than a simulated kernel can answer.
 */
@NullMarked
package org.compatcaps.backend.tck;

import org.jspecify.annotations.NullMarked;

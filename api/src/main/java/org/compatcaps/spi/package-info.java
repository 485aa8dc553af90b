// SPDX-License-Identifier: Apache-2.0
/**
 * What a backend implements: the system calls, and a provider through which they are found.
 *
 * <p>The cut between the SDK and its backends is the system call. A backend knows how to call {@code open},
 * {@code ioctl} and {@code close} and how to read {@code errno}; it knows nothing of KVM, of request numbers or of what
 * lies in a buffer. All of that is in the SDK, once.
 *
 * <p>To write a backend: implement {@link org.compatcaps.spi.SystemCalls}, extend
 * {@link org.compatcaps.spi.LinuxBackendProvider} (or implement {@link org.compatcaps.spi.BackendProvider} where the calls
 * do not go to the kernel under this JVM), and register the provider both in {@code module-info.java} ({@code provides})
 * and in {@code META-INF/services/org.compatcaps.spi.BackendProvider}.
 */
package org.compatcaps.spi;

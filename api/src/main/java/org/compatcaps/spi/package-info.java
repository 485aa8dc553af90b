// SPDX-License-Identifier: Apache-2.0
/**
 * The service provider interface for backends.
 *
 * <p>A backend makes system calls: it calls {@code open}, {@code ioctl} and {@code close}, and reads {@code errno}. The SDK
 * handles KVM, request numbers and the contents of buffers.
 *
 * <p>To write a backend, implement {@link org.compatcaps.spi.SystemCalls} and {@link org.compatcaps.spi.BackendProvider}, and
 * register the provider both in {@code module-info.java} ({@code provides}) and in
 * {@code META-INF/services/org.compatcaps.spi.BackendProvider}.
 */
@NullMarked
package org.compatcaps.spi;

import org.jspecify.annotations.NullMarked;

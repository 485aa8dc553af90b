// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.backend.jna;

import com.sun.jna.Library;
import com.sun.jna.Pointer;

/**
 * The C library's functions, as C declares them. The {@code Object...} makes JNA call a function as variadic; direct mapping,
 * which is faster, cannot. An {@code unsigned long} is a Java {@code long}, since this backend refuses 32-bit Java; JNA's own
 * type for it would take longer than the call.
 */
interface LibC extends Library {

    int open(Pointer path, int flags, Object... none);

    int ioctl(int fd, long request, Object... argument);

    int close(int fd);
}

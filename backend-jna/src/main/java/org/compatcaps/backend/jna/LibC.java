// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.backend.jna;

import com.sun.jna.Library;
import com.sun.jna.Pointer;

/**
 * The functions of the C library, as C declares them. The {@code Object...} makes JNA call a function as variadic; direct
 * mapping is faster, but cannot do this. An {@code unsigned long} is a Java {@code long}, because this backend needs 64-bit
 * Java. Converting JNA's own type for it would take longer than the call.
 */
interface LibC extends Library {

    int open(Pointer path, int flags, Object... none);

    int ioctl(int fd, long request, Object... argument);

    int close(int fd);
}

// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.backend.jna;

import com.sun.jna.Library;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;

/**
 * The C library's functions, as C declares them. The {@code Object...} is what makes JNA call a function as variadic; direct
 * mapping, which is faster, cannot.
 */
interface LibC extends Library {

    int open(Pointer path, int flags, Object... none);

    int ioctl(int fd, NativeLong request, Object... argument);

    int close(int fd);
}

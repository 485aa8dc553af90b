// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.backend.jnr;

import jnr.ffi.Pointer;
import jnr.ffi.annotations.Variadic;
import jnr.ffi.types.u_int64_t;

/**
 * The C library's functions, as C declares them: {@code open} and {@code ioctl} with two fixed arguments and the rest
 * variadic. Public because jnr-ffi implements it in a class loader of its own; no part of any API.
 */
public interface LibC {

    /**
     * {@code open(2)}.
     *
     * @param path the path
     * @param flags the flags
     * @param mode not used without O_CREAT
     * @return the descriptor or -1
     */
    @Variadic(fixedCount = 2)
    int open(Pointer path, int flags, int mode);

    /**
     * {@code ioctl(2)}.
     *
     * @param fd the descriptor
     * @param request the request
     * @param argument a number
     * @return the answer or -1
     */
    @Variadic(fixedCount = 2)
    int ioctl(int fd, @u_int64_t long request, @u_int64_t long argument);

    /**
     * {@code ioctl(2)}.
     *
     * @param fd the descriptor
     * @param request the request
     * @param argument an address
     * @return the answer or -1
     */
    @Variadic(fixedCount = 2)
    int ioctl(int fd, @u_int64_t long request, Pointer argument);

    /**
     * {@code close(2)}.
     *
     * @param fd the descriptor
     * @return zero or -1
     */
    int close(int fd);
}

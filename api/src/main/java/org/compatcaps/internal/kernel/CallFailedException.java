// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.internal.kernel;

/** Thrown if a system call fails. Checked, so that every caller turns it into a message for users. */
public final class CallFailedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String call;
    private final int errno;

    /**
     * Creates an exception for a call and its error.
     *
     * @param call the call's name: the kernel's name of an ioctl, or {@code open} or {@code close}
     * @param errno the error number, positive
     */
    public CallFailedException(String call, int errno) {
        super(call + " failed with " + Errno.name(errno));
        this.call = call;
        this.errno = errno;
    }

    /** {@return the name of the call that failed} */
    public String call() {
        return call;
    }

    /** {@return the error number, positive} */
    public int errno() {
        return errno;
    }
}

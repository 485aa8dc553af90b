// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.internal.kernel;

/** A failed system call. Checked, so that no caller forgets to explain it. */
public final class CallFailedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String call;
    private final int errno;

    /**
     * For a call and its error.
     *
     * @param call the call's name: the kernel's name of an ioctl, or {@code open} or {@code close}
     * @param errno the error number, positive
     */
    public CallFailedException(String call, int errno) {
        super(call + " failed with " + Errno.name(errno));
        this.call = call;
        this.errno = errno;
    }

    /**
     * The call that failed.
     *
     * @return the name
     */
    public String call() {
        return call;
    }

    /**
     * Why it failed.
     *
     * @return the error number, positive
     */
    public int errno() {
        return errno;
    }
}

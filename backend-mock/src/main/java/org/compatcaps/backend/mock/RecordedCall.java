// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.backend.mock;

/**
 * A system call that a simulated host answered.
 *
 * <p>Immutable and thread-safe.
 */
public final class RecordedCall {

    private final KernelCall call;
    private final String arguments;
    private final int result;

    RecordedCall(KernelCall call, String arguments, int result) {
        this.call = call;
        this.arguments = arguments;
        this.result = result;
    }

    /** {@return the kind of call} */
    public KernelCall call() {
        return call;
    }

    /** {@return the result of the simulated kernel: zero or more on success, the negated errno on failure} */
    public int result() {
        return result;
    }

    /**
     * Returns the call in the format of strace.
     *
     * @return the call, such as {@code ioctl(3, KVM_CHECK_EXTENSION, 250) = 1}; a failure is shown as the negated errno
     */
    @Override
    public String toString() {
        boolean plain = call == KernelCall.OPEN || call == KernelCall.CLOSE;
        return (plain ? call.kernelName() : "ioctl") + "(" + arguments + ") = " + result;
    }
}

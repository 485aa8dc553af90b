// SPDX-License-Identifier: Apache-2.0
package org.compatcaps;

import java.util.Optional;
import java.util.OptionalInt;
import org.compatcaps.internal.kernel.CallFailedException;
import org.compatcaps.internal.kernel.Errno;
import org.jspecify.annotations.Nullable;

/**
 * The superclass of the SDK's exceptions. Each subclass is one kind of reason why a host could not be queried. The message
 * contains what failed, why, and what to do, and can be shown to a user as it is.
 *
 * <pre>{@code
 * try {
 *     System.out.println(CompatCaps.query().highest().orElseThrow()); // POWER10
 * } catch (CompatCapsException e) {
 *     System.err.println(e.getMessage());
 * }
 * }</pre>
 *
 * <p>Only the SDK extends this class.
 */
public abstract class CompatCapsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** The call that failed; null if none did. */
    private final @Nullable String call;

    /** Its error number; zero if no call failed. */
    private final int errno;

    CompatCapsException(String message) {
        super(message);
        this.call = null;
        this.errno = 0;
    }

    CompatCapsException(String message, CallFailedException failure) {
        super(message);
        this.call = failure.call();
        this.errno = failure.errno();
    }

    /**
     * Returns the system call that failed: {@code open}, {@code close}, or the kernel's name of an ioctl, such as
     * {@code KVM_CREATE_VM}.
     *
     * @return the call's name; empty if no call failed
     */
    public Optional<String> call() {
        return Optional.ofNullable(call);
    }

    /**
     * Returns the kernel's error number, as in its {@code errno.h}.
     *
     * @return the number, positive; empty if no call failed
     */
    public OptionalInt errno() {
        return call != null ? OptionalInt.of(errno) : OptionalInt.empty();
    }

    /**
     * Returns the name of {@link #errno()}.
     *
     * @return the name, such as {@code EACCES}, or {@code errno 4711} for a number without a name; empty if no call failed
     */
    public Optional<String> errnoName() {
        return call != null ? Optional.of(Errno.name(errno)) : Optional.empty();
    }
}

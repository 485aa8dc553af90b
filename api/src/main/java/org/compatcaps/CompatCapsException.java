// SPDX-License-Identifier: Apache-2.0
package org.compatcaps;

import java.util.Optional;
import java.util.OptionalInt;
import org.compatcaps.internal.kernel.CallFailedException;
import org.compatcaps.internal.kernel.Errno;

/**
 * The question could not be answered. The subclasses tell why; each message names what failed and says what to do about it,
 * and can be shown to a user as it is.
 *
 * <p>Not made to be extended outside the SDK.
 */
public abstract class CompatCapsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** The refused call that led to this; null if none did. */
    private final CallFailedException failure;

    CompatCapsException(String message, CallFailedException failure) {
        super(message, failure);
        this.failure = failure;
    }

    /**
     * The call that the kernel refused: {@code open}, {@code close}, or an ioctl by the kernel's name for it, such as
     * {@code KVM_CREATE_VM}.
     *
     * @return the call's name; empty if no refused call led to this
     */
    public Optional<String> call() {
        return failure != null ? Optional.of(failure.call()) : Optional.empty();
    }

    /**
     * The kernel's error number, as in the kernel's {@code errno.h}.
     *
     * @return the number, positive; empty if no refused call led to this
     */
    public OptionalInt errno() {
        return failure != null ? OptionalInt.of(failure.errno()) : OptionalInt.empty();
    }

    /**
     * The name of {@link #errno()}.
     *
     * @return such as {@code EACCES}, or {@code errno 4711} for a number without a name; empty if no refused call led to this
     */
    public Optional<String> errnoName() {
        return failure != null ? Optional.of(Errno.name(failure.errno())) : Optional.empty();
    }
}

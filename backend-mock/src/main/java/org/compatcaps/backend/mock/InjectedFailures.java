// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.backend.mock;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** The failures that a test injects into calls. Not thread-safe. */
final class InjectedFailures {

    private static final int MAX_ERRNO = 4095;

    private final Map<KernelCall, Failure> failures = new EnumMap<>(KernelCall.class);

    /** An error number, and the number of calls that still fail with it. */
    private static final class Failure {
        final int errno;
        long timesLeft;

        Failure(int errno, long times) {
            this.errno = errno;
            this.timesLeft = times;
        }
    }

    void add(KernelCall call, int errno, long times) {
        Objects.requireNonNull(call, "call");
        if (errno < 1 || errno > MAX_ERRNO) {
            throw new IllegalArgumentException(
                    "An error number is between 1 and " + MAX_ERRNO + ". It cannot be " + errno + ".");
        }
        if (times < 0) {
            throw new IllegalArgumentException("The number of failures cannot be negative: " + times + ".");
        }
        failures.put(call, new Failure(errno, times));
    }

    void clear() {
        failures.clear();
    }

    /** Returns the negated error number with which the next call fails, or zero if it succeeds. */
    int next(KernelCall call) {
        Failure failure = failures.get(call);
        if (failure == null || failure.timesLeft == 0) {
            return 0;
        }
        failure.timesLeft--;
        return -failure.errno;
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.backend.mock;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** The calls that a test makes fail. Not thread-safe. */
final class InjectedFailures {

    private static final int MAX_ERRNO = 4095;

    private final Map<KernelCall, Failure> failures = new EnumMap<>(KernelCall.class);

    /** An error number, and how many calls still fail with it. */
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
            throw new IllegalArgumentException("An error number is between 1 and " + MAX_ERRNO + ", not " + errno);
        }
        if (times < 0) {
            throw new IllegalArgumentException("A call cannot fail " + times + " times");
        }
        failures.put(call, new Failure(errno, times));
    }

    void clear() {
        failures.clear();
    }

    /** Returns the negated error number that a call returns now, or zero if it works. */
    int next(KernelCall call) {
        Failure failure = failures.get(call);
        if (failure == null || failure.timesLeft == 0) {
            return 0;
        }
        failure.timesLeft--;
        return -failure.errno;
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.failures.simulated;

import java.util.HashMap;
import java.util.Map;
import java.util.function.IntSupplier;
import org.compatcaps.spi.SystemCalls;

/**
 * Lets chosen calls fail, by their number: the first call is number 1. What fails does not reach the kernel, but for a close,
 * which takes the descriptor away all the same, as on Linux.
 */
final class FailingCalls extends InterposedCalls {

    /** Far more than any test needs; without it, a retry that never gives up would hang the build. */
    private static final int CALLS_AT_MOST = 2_000;

    private final Map<Integer, Failure> failures = new HashMap<>();

    private int calls;
    private int callsFailed;
    private Failure current;
    private String currentCall;

    private static final class Failure {
        final IntSupplier answer;
        int timesLeft;

        Failure(IntSupplier answer, int times) {
            this.answer = answer;
            this.timesLeft = times;
        }
    }

    FailingCalls(SystemCalls kernel) {
        super(kernel);
    }

    /** Lets the call of that number fail, and its repetitions too for as many times. */
    void fail(int number, int times, int errno) {
        answer(number, times, () -> -errno);
    }

    /** Answers the call of that number otherwise than the kernel would, and its repetitions too for as many times. */
    void answer(int number, int times, IntSupplier answer) {
        failures.put(number, new Failure(answer, times));
    }

    void clearFailures() {
        failures.clear();
        current = null;
    }

    int callsFailed() {
        return callsFailed;
    }

    @Override
    int answer(String call, int descriptor, IntSupplier real) {
        calls++;
        if (calls > CALLS_AT_MOST) {
            throw new AssertionError("System calls without end; the last one is " + call + " on " + descriptor);
        }
        String identity = call + " on " + descriptor;
        if (!identity.equals(currentCall) || failures.containsKey(calls)) {
            current = failures.get(calls);
            currentCall = identity;
        }
        if (current == null || current.timesLeft == 0) {
            return real.getAsInt();
        }
        current.timesLeft--;
        callsFailed++;
        if (call.equals(CLOSE)) {
            real.getAsInt();
        }
        return current.answer.getAsInt();
    }
}

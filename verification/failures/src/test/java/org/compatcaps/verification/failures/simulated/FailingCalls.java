// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.failures.simulated;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import org.compatcaps.backend.mock.KernelCall;
import org.compatcaps.spi.SystemCalls;

/** Makes calls fail, or return wrong results, as planned; lists the failures that the SDK must report. */
class FailingCalls extends InterposedCalls {

    /** How often the SDK makes a call that signals interrupt. */
    static final int ATTEMPTS = 100;

    static final int EINTR = 4;

    /** More than any query needs, even if signals interrupt each of its calls. Without it, an endless retry would hang the build. */
    private static final int CALLS_AT_MOST = 5_000;

    /**
     * Calls in a row that do not reach the kernel. A {@code close} does, since it also closes on Linux if it fails.
     *
     * @param first the number of the first, counted from 1
     * @param times how many calls
     * @param result a negative errno, or a wrong result
     */
    record Failure(int first, int times, int result) {

        boolean covers(int call) {
            return call >= first && call < first + times;
        }
    }

    private final List<String> reportable = new ArrayList<>();
    private final Map<KernelCall, Integer> lastResults = new EnumMap<>(KernelCall.class);
    private List<Failure> failures;
    private int calls;
    private KernelCall interrupted;
    private int interruptions;

    FailingCalls(SystemCalls kernel, List<Failure> failures) {
        super(kernel);
        this.failures = failures;
    }

    /** Starts another step, in which calls are counted from 1 again. */
    void restart(List<Failure> newFailures) {
        failures = newFailures;
        reportable.clear();
        calls = 0;
        interrupted = null;
        lastResults.clear();
    }

    int calls() {
        return calls;
    }

    /** Returns the failed calls with their errno, such as {@code open 13}, but no interruptions after which the SDK retries. */
    List<String> reportable() {
        return reportable;
    }

    /** Returns the last result of a call, or null if it was not made. */
    Integer lastResult(KernelCall call) {
        return lastResults.get(call);
    }

    @Override
    final int answer(KernelCall call, int descriptor, IntSupplier real) {
        calls++;
        if (calls > CALLS_AT_MOST) {
            throw new AssertionError("System calls without end; the last one is " + call + " on " + descriptor);
        }
        int result = result(call, real);
        lastResults.put(call, result);
        if (result == -EINTR && call != KernelCall.CLOSE) {
            interruptions = call == interrupted ? interruptions + 1 : 1;
            interrupted = call;
            if (interruptions < ATTEMPTS) {
                return result;
            }
        }
        interrupted = null;
        if (result < 0) {
            reportable.add(call.kernelName() + " " + -result);
        }
        return result;
    }

    private int result(KernelCall call, IntSupplier real) {
        for (Failure failure : failures) {
            if (failure.covers(calls)) {
                if (call == KernelCall.CLOSE) {
                    real.getAsInt();
                }
                return fail(failure.result);
            }
        }
        return real.getAsInt();
    }

    int fail(int result) {
        return result;
    }
}

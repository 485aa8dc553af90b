// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.failures.simulated;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntSupplier;
import org.compatcaps.spi.SystemCalls;

/**
 * Knows which descriptors are the SDK's own, and notices a call on any other. The kernel alone would not: it gives a number
 * that was closed to whoever opens next, and answers late calls on it as if nothing were wrong.
 */
final class WatchedCalls extends InterposedCalls {

    private final Set<Integer> own = new HashSet<>();
    private final List<String> misuses = new ArrayList<>();

    private int opened;
    private int closed;

    WatchedCalls(SystemCalls kernel) {
        super(kernel);
    }

    @Override
    int answer(String call, int descriptor, IntSupplier real) {
        // Between the decision to call and the call another thread may do anything; this makes it likely that one does.
        Thread.yield();
        synchronized (this) {
            if (!call.equals(OPEN) && !own.contains(descriptor)) {
                misuses.add(call + " on " + descriptor);
            }
            int result = real.getAsInt();
            if (call.equals(OPEN) || call.equals(CREATE_VM)) {
                opened++;
                own.add(result);
            }
            if (call.equals(CLOSE)) {
                closed++;
                own.remove(descriptor);
            }
            return result;
        }
    }

    /** Calls on descriptors that the SDK never had, or has closed. */
    synchronized List<String> misuses() {
        return new ArrayList<>(misuses);
    }

    synchronized int opened() {
        return opened;
    }

    synchronized int closed() {
        return closed;
    }
}

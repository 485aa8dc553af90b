// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.failures.simulated;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.compatcaps.spi.SystemCalls;

/** Holds calls of one name before they reach the kernel, until they are released. */
final class HeldCalls extends InterposedCalls {

    private final String held;
    private final CountDownLatch arrived = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private final List<String> made = new ArrayList<>();

    HeldCalls(SystemCalls kernel, String held) {
        super(kernel);
        this.held = held;
    }

    /** Waits until a thread is about to make such a call. */
    void awaitArrival() throws InterruptedException {
        assertTrue(arrived.await(30, TimeUnit.SECONDS), "nobody makes the call " + held);
    }

    void release() {
        released.countDown();
    }

    /** The calls that reached the kernel, in their order. */
    List<String> made() {
        synchronized (made) {
            return new ArrayList<>(made);
        }
    }

    @Override
    int answer(String call, int descriptor, IntSupplier real) {
        if (call.equals(held)) {
            arrived.countDown();
            try {
                released.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        synchronized (made) {
            made.add(call);
        }
        return real.getAsInt();
    }
}

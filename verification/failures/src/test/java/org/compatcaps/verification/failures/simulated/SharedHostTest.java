// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.failures.simulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;
import org.compatcaps.CompatCaps;
import org.compatcaps.KernelInterface;
import org.compatcaps.KvmHost;
import org.compatcaps.NestedApi;
import org.compatcaps.backend.mock.KernelCall;
import org.compatcaps.backend.mock.SimulatedHost;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many threads share a {@link KvmHost}, which any of them may close. */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SharedHostTest {

    private static final int THREADS = 32;
    private static final int ROUNDS = 300;
    private static final int QUERIES_AT_MOST = 10;

    private static final CompatCaps RIGHT = CompatCaps.ofBitmap(0x6000000000000000L)
            .withKernelInterface(KernelInterface.RELEASED)
            .withNestedApi(NestedApi.V1);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final SimulatedHost host = SimulatedHost.builder().build();

    @AfterEach
    void stopThreads() {
        threads.shutdownNow();
    }

    private static KvmHost open(InterposedCalls calls) {
        return KvmHost.builder().backend(calls).open();
    }

    @Test
    void everyQueryAnswersOrReportsThatTheHostIsClosed() throws Exception {
        Random random = new Random(1);
        int planned = 0;
        int answers = 0;
        for (int round = 0; round < ROUNDS; round++) {
            int[] queries = random.ints(THREADS, 1, QUERIES_AT_MOST + 1).toArray();
            planned += IntStream.of(queries).sum();
            answers += race(queries);
        }
        // Otherwise there were no races: closed before the first answer, or after the last.
        assertTrue(answers > ROUNDS && answers < planned, answers + " answers of " + planned);
    }

    private int race(int[] queries) throws Exception {
        SimulatedHost shared = SimulatedHost.builder().build();
        KvmHost kvm = open(new InterposedCalls(shared.bind()) {
            @Override
            int answer(KernelCall call, IntSupplier real) {
                // Makes it likely that another thread runs between the decision to call and the call.
                Thread.yield();
                return real.getAsInt();
            }
        });
        CyclicBarrier start = new CyclicBarrier(THREADS);
        List<Future<Integer>> users = new ArrayList<>();
        for (int count : queries) {
            users.add(threads.submit(() -> askAndClose(kvm, start, count)));
        }
        int answers = 0;
        for (Future<Integer> user : users) {
            answers += user.get();
        }
        shared.assertNothingOpen();
        // A call on a closed descriptor fails with EBADF.
        shared.calls().forEach(made -> assertTrue(made.result() >= 0, made::toString));
        return answers;
    }

    /** Queries some times and then closes the host, even if another thread has done so. */
    private static int askAndClose(KvmHost kvm, CyclicBarrier start, int queries) throws Exception {
        start.await();
        int answers = 0;
        try {
            for (int i = 0; i < queries; i++) {
                if (i % 2 == 0) {
                    assertEquals(RIGHT, kvm.compatCaps());
                } else {
                    assertTrue(kvm.supportsCompatCaps());
                }
                answers++;
            }
        } catch (IllegalStateException e) {
            assertTrue(e.getMessage().contains("closed"), e.getMessage());
        }
        kvm.close();
        assertThrows(IllegalStateException.class, kvm::compatCaps);
        return answers;
    }

    @Test
    void queriesDoNotWaitForEachOther() throws Exception {
        CyclicBarrier bothInside = new CyclicBarrier(2);
        try (KvmHost kvm = open(new InterposedCalls(host.bind()) {
            @Override
            int answer(KernelCall call, IntSupplier real) {
                if (call == KernelCall.KVM_CREATE_VM) {
                    meet(bothInside);
                }
                return real.getAsInt();
            }
        })) {
            for (Future<CompatCaps> answer :
                    threads.invokeAll(List.<Callable<CompatCaps>>of(kvm::compatCaps, kvm::compatCaps))) {
                assertEquals(RIGHT, answer.get());
            }
        }
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("the other thread did not come", e);
        }
    }
}

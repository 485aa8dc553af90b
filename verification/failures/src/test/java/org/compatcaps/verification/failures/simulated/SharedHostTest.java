// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.failures.simulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;
import org.compatcaps.CompatCaps;
import org.compatcaps.KernelInterface;
import org.compatcaps.KvmHost;
import org.compatcaps.NestedApi;
import org.compatcaps.ProcessorMode;
import org.compatcaps.backend.mock.SimulatedHost;
import org.compatcaps.spi.SystemCalls;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many threads, one {@link KvmHost}, and {@link KvmHost#close()} at any time. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SharedHostTest {

    private static final int THREADS = 32;
    private static final int STRANGERS = 2;
    private static final int ROUNDS = 300;
    private static final int QUERIES_AT_MOST = 10;

    private static final CompatCaps RIGHT = CompatCaps.ofBitmap(0x6000000000000000L)
            .withKernelInterface(KernelInterface.RELEASED)
            .withNestedApi(NestedApi.V1);

    private final SimulatedHost host = newHost();

    private static SimulatedHost newHost() {
        return SimulatedHost.builder().processor(ProcessorMode.POWER10).build();
    }

    private static KvmHost open(SystemCalls calls) {
        return KvmHost.builder().backend(new GivenBackend(calls)).open();
    }

    @Test
    void everyCallAnswersRightlyOrSaysClosed() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS + STRANGERS);
        try {
            Random random = new Random(1);
            int planned = 0;
            int answers = 0;
            for (int round = 0; round < ROUNDS; round++) {
                int[] queries = random.ints(THREADS, 1, QUERIES_AT_MOST + 1).toArray();
                planned += IntStream.of(queries).sum();
                answers += race(threads, queries);
            }
            // Or else there were no races: closed before the first answer, or after the last.
            assertTrue(answers > ROUNDS && answers < planned, answers + " answers of " + planned);
        } finally {
            threads.shutdownNow();
        }
    }

    private static int race(ExecutorService threads, int[] queries) throws Exception {
        SimulatedHost shared = newHost();
        WatchedCalls calls = new WatchedCalls(shared.bind());
        KvmHost kvm = open(calls);
        AtomicBoolean over = new AtomicBoolean();
        CyclicBarrier start = new CyclicBarrier(THREADS + STRANGERS);
        List<Future<Integer>> strangers = new ArrayList<>();
        for (int i = 0; i < STRANGERS; i++) {
            strangers.add(threads.submit(() -> openAndClose(shared, start, over)));
        }
        List<Future<Integer>> users = new ArrayList<>();
        for (int count : queries) {
            users.add(threads.submit(() -> askAndClose(kvm, start, count)));
        }
        int answers = 0;
        try {
            for (Future<Integer> user : users) {
                answers += user.get();
            }
        } finally {
            over.set(true);
        }
        for (Future<Integer> stranger : strangers) {
            stranger.get();
        }
        assertEquals(List.of(), calls.misuses());
        assertEquals(calls.opened(), calls.closed());
        assertEquals(Set.of(), shared.openDescriptors());
        shared.calls().forEach(made -> assertTrue(made.result() >= 0, made::toString));
        return answers;
    }

    /** Asks some times and then closes, whether or not somebody else has done so before. */
    private static int askAndClose(KvmHost kvm, CyclicBarrier start, int queries)
            throws InterruptedException, BrokenBarrierException {
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

    /** Another part of the process, whose files take over the numbers that become free, and must stay its own. */
    private static int openAndClose(SimulatedHost shared, CyclicBarrier start, AtomicBoolean over)
            throws InterruptedException, BrokenBarrierException {
        start.await();
        int times = 0;
        do {
            int vm = shared.createVm();
            Thread.yield();
            assertEquals(0, shared.bind().close(vm));
            times++;
        } while (!over.get());
        return times;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {InterposedCalls.CHECK_EXTENSION, InterposedCalls.CREATE_VM, InterposedCalls.GET_COMPAT_CAPS})
    void closeWaitsForACallUnderWay(String held) throws Exception {
        HeldCalls calls = new HeldCalls(host.bind(), held);
        KvmHost kvm = open(calls);
        Background<CompatCaps> query = new Background<>(kvm::compatCaps);
        calls.awaitArrival();
        Background<Void> close = Background.of(kvm::close);
        close.awaitWaitingOrEnd();
        assertFalse(calls.made().contains(InterposedCalls.CLOSE), "closed while " + held + " was under way");

        calls.release();
        assertEquals(RIGHT, query.result());
        close.result();
        List<String> made = calls.made();
        // The VM, the last question on the device, and the device.
        assertEquals(
                List.of(InterposedCalls.CLOSE, InterposedCalls.CHECK_EXTENSION, InterposedCalls.CLOSE),
                made.subList(made.size() - 3, made.size()));
        assertEquals(Set.of(), host.openDescriptors());
    }

    @Test
    void aCallThatComesDuringCloseSaysClosed() throws Exception {
        HeldCalls calls = new HeldCalls(host.bind(), InterposedCalls.CLOSE);
        KvmHost kvm = open(calls);
        Background<Void> close = Background.of(kvm::close);
        calls.awaitArrival();
        Background<CompatCaps> query = new Background<>(kvm::compatCaps);
        query.awaitWaitingOrEnd();

        calls.release();
        close.result();
        assertInstanceOf(
                IllegalStateException.class,
                assertThrows(ExecutionException.class, query::result).getCause());
        assertEquals(
                List.of(InterposedCalls.OPEN, InterposedCalls.GET_API_VERSION, InterposedCalls.CLOSE), calls.made());
    }

    @Test
    void manyThreadsCloseOnce() throws Exception {
        HeldCalls calls = new HeldCalls(host.bind(), InterposedCalls.CLOSE);
        KvmHost kvm = open(calls);
        List<Background<Void>> closes = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            closes.add(Background.of(kvm::close));
        }
        for (Background<Void> close : closes) {
            close.awaitWaitingOrEnd();
        }
        calls.release();
        for (Background<Void> close : closes) {
            close.result();
        }
        assertEquals(
                List.of(InterposedCalls.OPEN, InterposedCalls.GET_API_VERSION, InterposedCalls.CLOSE), calls.made());
        assertEquals(Set.of(), host.openDescriptors());
    }

    @Test
    void callsDoNotWaitForEachOther() throws Exception {
        CyclicBarrier bothInside = new CyclicBarrier(2);
        KvmHost kvm = open(new InterposedCalls(host.bind()) {
            @Override
            int answer(String call, int descriptor, IntSupplier real) {
                if (call.equals(CREATE_VM)) {
                    meet(bothInside);
                }
                return real.getAsInt();
            }
        });
        Background<CompatCaps> one = new Background<>(kvm::compatCaps);
        Background<CompatCaps> other = new Background<>(kvm::compatCaps);
        assertEquals(RIGHT, one.result());
        assertEquals(RIGHT, other.result());
        kvm.close();
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            throw new AssertionError("the other call did not come", e);
        }
    }

    /** Something that another thread does. */
    private static final class Background<T> {

        private final FutureTask<T> task;
        private final Thread thread;

        Background(Callable<T> action) {
            task = new FutureTask<>(action);
            thread = new Thread(task);
            thread.setDaemon(true);
            thread.start();
        }

        static Background<Void> of(Runnable action) {
            return new Background<>(() -> {
                action.run();
                return null;
            });
        }

        /** Until the thread waits for another one, or has nothing more to do. */
        void awaitWaitingOrEnd() {
            while (thread.getState() != Thread.State.WAITING && thread.getState() != Thread.State.TERMINATED) {
                Thread.yield();
            }
        }

        T result() throws InterruptedException, ExecutionException {
            return task.get();
        }
    }
}

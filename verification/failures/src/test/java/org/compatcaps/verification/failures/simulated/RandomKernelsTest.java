// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.failures.simulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.compatcaps.CompatCaps;
import org.compatcaps.CompatCapsException;
import org.compatcaps.KernelAnswerException;
import org.compatcaps.KernelInterface;
import org.compatcaps.KvmHost;
import org.compatcaps.NestedApi;
import org.compatcaps.ProcessorMode;
import org.compatcaps.QueryNotSupportedException;
import org.compatcaps.QueryNotSupportedException.Reason;
import org.compatcaps.backend.mock.KernelCall;
import org.compatcaps.backend.mock.SimulatedHost;
import org.compatcaps.verification.failures.simulated.FailingCalls.Failure;
import org.junit.jupiter.api.Test;

/** On correct and on faulty kernels, a query returns the kernel's own answer, or throws a typed error that the kernel caused. */
class RandomKernelsTest {

    private static final String SEED = "examples.seed";
    private static final int KERNELS = 40_000;

    /** The calls of the longest query, each repeated for as long as it is interrupted. */
    private static final int CALLS_AT_MOST = 8 * FailingCalls.ATTEMPTS;

    private static final int STRUCT_SIZE = 24;

    private enum Kind {
        NESTED_V1,
        NESTED_V2,
        WITHOUT_NESTED,
        BARE_METAL,
        WITHOUT_KVM
    }

    private enum Query {
        RELEASED,
        FIRST_POSTED,
        NONE
    }

    /** A host, and the faults of its kernel: none in a quarter of all plans. */
    private record Plan(Kind kind, Query query, long bitmap, int bytesFilled, List<Failure> failures) {

        static Plan random(RandomGenerator random) {
            boolean isCorrect = random.nextInt(4) == 0;
            return new Plan(
                    random.nextBoolean() ? pick(random, Kind.NESTED_V1, Kind.NESTED_V2) : pick(random, Kind.values()),
                    pick(random, Query.values()),
                    random.nextLong(),
                    isCorrect ? STRUCT_SIZE : pick(random, 0, 8, 16, STRUCT_SIZE, STRUCT_SIZE, STRUCT_SIZE),
                    isCorrect
                            ? List.of()
                            : Stream.generate(() -> failure(random))
                                    .limit(random.nextInt(1, 5))
                                    .toList());
        }

        /** Prefers EINTR, and numbers of interruptions around those after which the SDK gives up. */
        private static Failure failure(RandomGenerator random) {
            int times = pick(random, 1, 1, random.nextInt(1, 121), random.nextInt(97, 102));
            int errno = pick(random, FailingCalls.EINTR, random.nextInt(1, 134), random.nextInt(1, 4096));
            // Not the number of an open descriptor.
            int wrong = pick(random, 0, random.nextInt(1_000, Integer.MAX_VALUE));
            return new Failure(random.nextInt(1, 13), times, pick(random, -errno, -errno, wrong));
        }

        @SafeVarargs
        private static <T> T pick(RandomGenerator random, T... values) {
            return values[random.nextInt(values.length)];
        }

        boolean isNested() {
            return kind == Kind.NESTED_V1 || kind == Kind.NESTED_V2;
        }

        SimulatedHost host() {
            SimulatedHost.Builder host = SimulatedHost.builder().bitmap(bitmap);
            switch (kind) {
                case NESTED_V1 -> host.nestedApiV1();
                case NESTED_V2 -> host.nestedApiV2();
                case WITHOUT_NESTED -> host.withoutNestedVirtualization();
                case BARE_METAL -> host.bareMetal();
                default -> host.withoutKvm();
            }
            return query == Query.NONE
                    ? host.withoutQuery().build()
                    : host.kernelInterface(KernelInterface.valueOf(query.name()))
                            .build();
        }
    }

    private Plan plan;
    private FailingCalls calls;
    private boolean isFilled;
    private int answers;
    private int errors;

    @Test
    void answerIsKernelsOwnAndErrorHasCause() {
        long seed = Long.getLong(SEED, new SplittableRandom().nextLong());
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < KERNELS; i++) {
            plan = Plan.random(random);
            try {
                check();
            } catch (RuntimeException | Error e) {
                throw new AssertionError(e + "\n" + plan + "\nTo repeat it: -D" + SEED + "=" + seed, e);
            }
        }
        // Otherwise the plans try nothing.
        assertTrue(answers > KERNELS / 10, answers + " answers");
        assertTrue(errors > KERNELS / 10, errors + " errors");
    }

    private void check() {
        SimulatedHost host = plan.host();
        calls = new FailingCalls(host.bind(), List.of()) {
            @Override
            void onFilled(ByteBuffer structure) {
                if (structure.remaining() == STRUCT_SIZE) {
                    structure.duplicate().order(ByteOrder.nativeOrder()).putLong(0, plan.bytesFilled());
                }
                isFilled = structure.remaining() < STRUCT_SIZE || plan.bytesFilled() == STRUCT_SIZE;
            }
        };
        KvmHost kvm = step(() -> KvmHost.builder().backend(calls).open());
        if (kvm != null) {
            ask(kvm);
            plan = new Plan(plan.kind(), plan.query(), plan.bitmap(), STRUCT_SIZE, List.of());
            boolean hasAnswer = plan.isNested() && plan.query() != Query.NONE;
            assertEquals(hasAnswer, ask(kvm), "whether there is an answer without faults");
            step(() -> {
                kvm.close();
                return null;
            });
        }
        host.assertNothingOpen();
    }

    private boolean ask(KvmHost kvm) {
        CompatCaps caps = step(kvm::compatCaps);
        if (caps == null) {
            errors++;
            return false;
        }
        answers++;
        assertTrue(isFilled, "not an answer of the kernel");
        assertEquals(plan.bitmap(), caps.bitmap());
        assertEquals(plan.query().name(), caps.kernelInterface().orElseThrow().name());
        boolean isV1 = calls.lastResult(KernelCall.KVM_CHECK_EXTENSION) > 0;
        assertEquals(isV1 ? NestedApi.V1 : NestedApi.V2, caps.nestedApi().orElseThrow());
        assertEquals(modes(plan.bitmap(), isV1 && plan.query() == Query.FIRST_POSTED), caps.modes());
        return true;
    }

    /** Counts bits from the most significant one, as IBM does. */
    private static Set<ProcessorMode> modes(long bitmap, boolean newestImpliesOlder) {
        Set<ProcessorMode> modes = EnumSet.noneOf(ProcessorMode.class);
        List<ProcessorMode> oldestFirst = List.of(ProcessorMode.values());
        for (int bit = oldestFirst.size(); bit > 0; bit--) {
            if (bitmap << bit < 0 || newestImpliesOlder && !modes.isEmpty()) {
                modes.add(oldestFirst.get(bit - 1));
            }
        }
        return modes;
    }

    /** Returns null if the step fails, in which case the kernel must have caused the error. */
    private <T> T step(Supplier<T> step) {
        calls.restart(plan.failures());
        isFilled = false;
        T result = null;
        CompatCapsException error = null;
        try {
            result = step.get();
        } catch (CompatCapsException e) {
            error = e;
        }
        assertTrue(calls.calls() <= CALLS_AT_MOST, () -> calls.calls() + " calls");
        if (error == null) {
            assertEquals(List.of(), calls.reportable(), "failures that were not reported");
        } else if (error.call().isPresent()) {
            assertEquals(
                    error.call().get() + " " + error.errno().orElseThrow(),
                    calls.reportable().get(0));
        } else if (error instanceof KernelAnswerException) {
            Integer version = calls.lastResult(KernelCall.KVM_GET_API_VERSION);
            assertTrue(version == null ? !isFilled : version != 12, error.getMessage());
        } else {
            Reason reason =
                    assertInstanceOf(QueryNotSupportedException.class, error).reason();
            assertEquals(0, calls.lastResult(KernelCall.KVM_CHECK_EXTENSION));
            assertEquals(plan.query() == Query.NONE ? Reason.KERNEL_TOO_OLD : Reason.NO_NESTED_VIRTUALIZATION, reason);
        }
        return result;
    }
}

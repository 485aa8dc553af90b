// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.failures.simulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.compatcaps.CompatCaps;
import org.compatcaps.CompatCapsException;
import org.compatcaps.KernelAnswerException;
import org.compatcaps.KernelInterface;
import org.compatcaps.KvmHost;
import org.compatcaps.NestedApi;
import org.compatcaps.ProcessorMode;
import org.compatcaps.QueryNotSupportedException;
import org.compatcaps.QueryNotSupportedException.Reason;
import org.junit.jupiter.api.Test;

/** On correct and on faulty kernels, a query returns the kernel's own answer, or throws a typed error that the kernel caused. */
class RandomKernelsTest {

    private static final String SEED = "examples.seed";
    private static final int KERNELS = 30_000;

    /** The calls of the longest query, each repeated for as long as it is interrupted. */
    private static final int CALLS_AT_MOST = 8 * FailingCalls.ATTEMPTS;

    private RandomKernel kernel;
    private FailingCalls calls;
    private int answers;
    private int errors;

    @Test
    void answerIsKernelsOwnAndErrorHasCause() {
        long seed = Long.getLong(SEED, new SplittableRandom().nextLong());
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < KERNELS; i++) {
            Plan plan = Plan.random(random);
            try {
                check(plan);
            } catch (RuntimeException | Error e) {
                throw new AssertionError(e + "\n" + plan + "\nTo repeat it: -D" + SEED + "=" + seed, e);
            }
        }
        // Otherwise the plans try nothing.
        assertTrue(answers > KERNELS / 10, answers + " answers");
        assertTrue(errors > KERNELS / 10, errors + " errors");
    }

    private void check(Plan plan) {
        kernel = new RandomKernel(plan);
        calls = new FailingCalls(kernel, List.of());
        KvmHost host = step(() -> KvmHost.builder().backend(calls).open());
        if (host != null) {
            ask(host);
            if (plan.recovers()) {
                kernel.recover();
                assertTrue(ask(host), "no answer from a correct kernel");
            }
            step(() -> {
                host.close();
                return null;
            });
        }
        assertEquals(Set.of(), kernel.openDescriptors());
    }

    private boolean ask(KvmHost host) {
        CompatCaps caps = step(host::compatCaps);
        if (caps == null) {
            errors++;
            return false;
        }
        answers++;
        boolean isReleased = kernel.plan().releasedCapability() > 0;
        assertTrue(
                isReleased ? kernel.hasFilledReleased() : kernel.hasFilledFirstPosted(), "not an answer of the kernel");
        assertEquals(kernel.plan().bitmap(), caps.bitmap());
        assertEquals(modes(kernel.plan().bitmap(), !isReleased && kernel.hasReportedNested()), caps.modes());
        assertEquals(
                isReleased ? KernelInterface.RELEASED : KernelInterface.FIRST_POSTED,
                caps.kernelInterface().orElseThrow());
        assertEquals(
                kernel.hasReportedNested() ? NestedApi.V1 : NestedApi.V2,
                caps.nestedApi().orElseThrow());
        return true;
    }

    /** Counts bits from the most significant one, as IBM does. */
    private static Set<ProcessorMode> modes(long bitmap, boolean newestImpliesOlder) {
        Set<ProcessorMode> modes = EnumSet.noneOf(ProcessorMode.class);
        int bit = 3;
        for (ProcessorMode mode : List.of(ProcessorMode.POWER11, ProcessorMode.POWER10, ProcessorMode.POWER9)) {
            if (bitmap << bit < 0 || newestImpliesOlder && !modes.isEmpty()) {
                modes.add(mode);
            }
            bit--;
        }
        return modes;
    }

    /** Returns null if the step fails, in which case the kernel must have caused the error. */
    private <T> T step(Supplier<T> step) {
        calls.restart(kernel.plan().failures());
        kernel.restart();
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
            assertTrue(
                    kernel.plan().apiVersion() != 12 || !kernel.hasFilledReleased() && !kernel.hasFilledFirstPosted(),
                    error.getMessage());
        } else {
            assertNoQuery(assertInstanceOf(QueryNotSupportedException.class, error));
        }
        return result;
    }

    private void assertNoQuery(QueryNotSupportedException error) {
        Plan plan = kernel.plan();
        assertEquals(0, plan.releasedCapability());
        assertTrue(!kernel.isPowerpc() || plan.firstPostedCapability() == 0);
        Reason reason = plan.release().startsWith("6.") ? Reason.KERNEL_TOO_OLD : Reason.NO_NESTED_VIRTUALIZATION;
        assertEquals(kernel.isPowerpc() ? reason : Reason.NOT_POWERPC, error.reason());
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.failures.simulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.compatcaps.CompatCaps;
import org.compatcaps.CompatCapsException;
import org.compatcaps.KernelAnswerException;
import org.compatcaps.KernelInterface;
import org.compatcaps.KvmHost;
import org.compatcaps.NestedApi;
import org.compatcaps.ProcessorMode;
import org.compatcaps.QueryNotSupportedException;
import org.junit.jupiter.api.Test;

/**
 * Whatever a kernel says, truth or not: an answer is the kernel's own word, or there is a typed error for which the kernel
 * gave cause.
 */
class RandomKernelsTest {

    private static final int KERNELS = 30_000;

    /** The calls of the longest query, each repeated for as long as it is interrupted. */
    private static final int CALLS_AT_MOST = 8 * RandomKernel.ATTEMPTS;

    private int answers;
    private int errors;

    @Test
    void anAnswerIsTheKernelsOwnAndAnErrorHasACause() {
        Examples.check(KERNELS, Plan::new, this::check);
        // A property that is never put to the test holds as well.
        assertTrue(answers > KERNELS / 10, answers + " answers");
        assertTrue(errors > KERNELS / 10, errors + " errors");
    }

    private void check(Plan plan) {
        RandomKernel kernel = new RandomKernel(plan);
        KvmHost host = step(
                kernel,
                () -> KvmHost.builder().backend(new GivenBackend(kernel)).open());
        if (host != null) {
            ask(kernel, host);
            if (plan.healsBeforeClosing) {
                kernel.heal();
                assertTrue(ask(kernel, host), "no answer from a kernel that is well again");
            }
            step(kernel, () -> {
                host.close();
                return null;
            });
        }
        assertEquals(Set.of(), kernel.openDescriptors());
    }

    private boolean ask(RandomKernel kernel, KvmHost host) {
        CompatCaps caps = step(kernel, host::compatCaps);
        if (caps == null) {
            errors++;
            return false;
        }
        answers++;
        assertTrue(kernel.hasSpoken(), () -> "made up: " + caps);
        assertEquals(kernel.bitmapSaid(), caps.bitmap());
        assertEquals(modes(kernel), caps.modes());
        KernelInterface offered =
                kernel.releasedCapability() > 0 ? KernelInterface.RELEASED : KernelInterface.FIRST_POSTED;
        assertEquals(offered, caps.kernelInterface().orElseThrow());
        assertEquals(offered == KernelInterface.RELEASED, kernel.saidInReleasedForm());
        assertEquals(
                kernel.saidNested() ? NestedApi.V1 : NestedApi.V2,
                caps.nestedApi().orElseThrow());
        return true;
    }

    /** Counted from the most significant bit, as IBM does. */
    private static Set<ProcessorMode> modes(RandomKernel kernel) {
        boolean newestImpliesOlder = !kernel.saidInReleasedForm() && kernel.saidNested();
        Set<ProcessorMode> modes = EnumSet.noneOf(ProcessorMode.class);
        int bit = 3;
        for (ProcessorMode mode : List.of(ProcessorMode.POWER11, ProcessorMode.POWER10, ProcessorMode.POWER9)) {
            if (kernel.bitmapSaid() << bit < 0 || newestImpliesOlder && !modes.isEmpty()) {
                modes.add(mode);
            }
            bit--;
        }
        return modes;
    }

    /** Goes one step, and makes sure that the kernel gave cause for an error, or none if there is none. */
    private static <T> T step(RandomKernel kernel, Supplier<T> step) {
        kernel.forget();
        T result = null;
        CompatCapsException error = null;
        try {
            result = step.get();
        } catch (CompatCapsException e) {
            error = e;
        }
        assertEquals(List.of(), kernel.violations());
        assertTrue(kernel.calls() <= CALLS_AT_MOST, () -> kernel.calls() + " calls");
        if (error == null) {
            assertEquals(List.of(), kernel.refusals(), "a refusal was passed over in silence");
        } else if (error.call().isPresent()) {
            String refusal = error.call().get() + " " + error.errno().orElseThrow();
            assertEquals(refusal, kernel.refusals().get(0));
        } else if (error instanceof KernelAnswerException) {
            assertTrue(kernel.apiVersion() != 12 || !kernel.hasSpoken(), error.getMessage());
        } else {
            assertEquals(QueryNotSupportedException.class, error.getClass());
            assertEquals(0, kernel.releasedCapability());
            assertEquals(0, kernel.firstPostedCapability());
        }
        return result;
    }
}

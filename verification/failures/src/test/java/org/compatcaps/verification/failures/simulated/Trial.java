// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.failures.simulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.compatcaps.CompatCaps;
import org.compatcaps.KernelInterface;
import org.compatcaps.KvmHost;
import org.compatcaps.NestedApi;
import org.compatcaps.backend.mock.SimulatedHost;

/**
 * Opens a simulated host, queries it, and closes it, while a call fails. For every test, checks that nothing stays open and
 * that the handle still works.
 */
final class Trial {

    private static final long BITMAP = 0x6000000000000000L;
    private static final int NO_VM = 0;

    private final Question question;
    private final KernelInterface form;
    private final Object right;
    private final SimulatedHost host;
    private final int vm;
    private final Set<Integer> openBefore;
    private final FailingCalls calls;

    private Object answer;
    private Throwable thrown;

    Trial(Question question, KernelInterface form) {
        this.question = question;
        this.form = form;
        this.right = question == Question.SUPPORTS_COMPAT_CAPS
                ? (Object) Boolean.TRUE
                : CompatCaps.ofBitmap(BITMAP).withKernelInterface(form).withNestedApi(NestedApi.V1);
        this.host = SimulatedHost.builder().bitmap(BITMAP).kernelInterface(form).build();
        this.vm = question == Question.COMPAT_CAPS_ON_A_VM_OF_THE_CALLER ? host.createVm() : NO_VM;
        this.openBefore = host.openDescriptors();
        this.calls = new FailingCalls(host.bind());
        host.clearCalls();
    }

    /** Where to say what fails. */
    FailingCalls calls() {
        return calls;
    }

    boolean queriesFirstPostedOnOwnVm() {
        return question == Question.COMPAT_CAPS && form == KernelInterface.FIRST_POSTED;
    }

    /** Once only. */
    Trial run() {
        KvmHost kvm =
                attempt(() -> KvmHost.builder().backend(new GivenBackend(calls)).open());
        if (kvm != null) {
            answer = attempt(() -> question.ask(kvm, vm));
            if (thrown != null) {
                calls.clearFailures();
                assertEquals(right, question.ask(kvm, vm), "the answer after the failures were cleared");
            }
            attempt(() -> {
                kvm.close();
                return null;
            });
            kvm.close();
        }
        assertEquals(openBefore, host.openDescriptors(), "what is open in the end");
        return this;
    }

    private <T> T attempt(Supplier<T> step) {
        try {
            return step.get();
        } catch (RuntimeException | Error e) {
            assertNull(thrown, "only one step fails");
            thrown = e;
            return null;
        }
    }

    void assertRightAnswer() {
        if (thrown != null) {
            throw new AssertionError("no answer", thrown);
        }
        assertEquals(right, answer);
    }

    /** What was thrown in place of an answer, or when closing the host, or null. */
    Throwable thrown() {
        return thrown;
    }

    /** The names of all calls that reached the kernel. */
    List<String> callNames() {
        return host.calls().stream().map(made -> made.call().kernelName()).collect(Collectors.toList());
    }
}

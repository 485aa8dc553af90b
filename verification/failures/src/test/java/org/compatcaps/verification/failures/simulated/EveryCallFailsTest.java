// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.failures.simulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.compatcaps.CompatCaps;
import org.compatcaps.CompatCapsException;
import org.compatcaps.KernelCallException;
import org.compatcaps.KernelInterface;
import org.compatcaps.KvmHost;
import org.compatcaps.KvmPermissionException;
import org.compatcaps.KvmReloadRequiredException;
import org.compatcaps.NestedApi;
import org.compatcaps.NoKvmException;
import org.compatcaps.QueryNotSupportedException;
import org.compatcaps.backend.mock.KernelCall;
import org.compatcaps.backend.mock.SimulatedHost;
import org.compatcaps.spi.BackendProvider;
import org.compatcaps.spi.SystemCalls;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each call fails once, by its number, so that a call that is added to a query is tested as well. */
class EveryCallFailsTest {

    private static final int EPERM = 1;
    private static final int EINTR = 4;
    private static final int EACCES = 13;
    private static final int EINVAL = 22;
    private static final int ENOTTY = 25;

    /** ENOENT, ENXIO, ENODEV, ENOTDIR, EISDIR, ENAMETOOLONG, ELOOP: there is no such device at this path. */
    private static final Set<Integer> NO_DEVICE = Set.of(2, 6, 19, 20, 21, 36, 40);

    /** How often the SDK makes a call that signals interrupt. */
    private static final int ATTEMPTS = 100;

    private static final List<IntSupplier> DEFECTS = List.of(
            () -> {
                throw new IllegalArgumentException("defect of the backend");
            },
            () -> {
                throw new OutOfMemoryError("defect of the backend");
            });

    private enum Query {
        COMPAT_CAPS((host, vm) -> host.compatCaps()),
        COMPAT_CAPS_ON_A_VM_OF_THE_CALLER(KvmHost::compatCaps),
        SUPPORTS_COMPAT_CAPS((host, vm) -> host.supportsCompatCaps());

        final BiFunction<KvmHost, Integer, Object> ask;

        Query(BiFunction<KvmHost, Integer, Object> ask) {
            this.ask = ask;
        }

        /** Returns the calls that the SDK makes from opening to closing if none fails. */
        List<String> calls(KernelInterface version) {
            Trial trial = new Trial(this, version);
            trial.run(trial.host);
            trial.assertAnswered();
            return trial.calls();
        }
    }

    /** One query on a simulated host, from opening to closing. */
    private static final class Trial {

        static final long BITMAP = 0x6000000000000000L;

        final Query query;
        final KernelInterface version;
        final SimulatedHost host;
        final int vm;
        Object answer;
        Throwable thrown;

        Trial(Query query, KernelInterface version) {
            this.query = query;
            this.version = version;
            this.host = SimulatedHost.builder()
                    .bitmap(BITMAP)
                    .kernelInterface(version)
                    .build();
            this.vm = query == Query.COMPAT_CAPS_ON_A_VM_OF_THE_CALLER ? host.createVm() : -1;
            host.clearCalls();
        }

        void runWithFailure(int number, int times, IntSupplier failure) {
            run(new FailingCalls(host.bind(), number, times, failure));
        }

        /** Asserts that nothing stays open, and that the handle still works after a failure. */
        void run(BackendProvider backend) {
            Set<Integer> openBefore = host.openDescriptors();
            KvmHost kvm = attempt(() -> KvmHost.builder().backend(backend).open());
            if (kvm != null) {
                answer = attempt(() -> query.ask.apply(kvm, vm));
                if (thrown != null) {
                    assertEquals(right(), query.ask.apply(kvm, vm), "the answer after the failure");
                }
                attempt(() -> {
                    kvm.close();
                    return null;
                });
                kvm.close();
            }
            assertEquals(openBefore, host.openDescriptors(), "what is open in the end");
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

        private Object right() {
            return query == Query.SUPPORTS_COMPAT_CAPS
                    ? Boolean.TRUE
                    : CompatCaps.ofBitmap(BITMAP).withKernelInterface(version).withNestedApi(NestedApi.V1);
        }

        void assertAnswered() {
            assertNull(thrown);
            assertEquals(right(), answer);
        }

        List<String> calls() {
            return host.calls().stream().map(made -> made.call().kernelName()).toList();
        }
    }

    /** Makes some calls in a row fail. Of these only {@code close} reaches the kernel, since Linux closes all the same. */
    private static final class FailingCalls extends InterposedCalls {

        private final int first;
        private final int times;
        private final IntSupplier failure;
        private int made;

        FailingCalls(SystemCalls kernel, int first, int times, IntSupplier failure) {
            super(kernel);
            this.first = first;
            this.times = times;
            this.failure = failure;
        }

        @Override
        int answer(KernelCall call, IntSupplier real) {
            made++;
            if (made < first || made >= first + times) {
                return real.getAsInt();
            }
            if (call == KernelCall.CLOSE) {
                real.getAsInt();
            }
            return failure.getAsInt();
        }
    }

    static Stream<Arguments> everyCall() {
        List<Arguments> all = new ArrayList<>();
        for (Query query : Query.values()) {
            for (KernelInterface version : KernelInterface.values()) {
                List<String> calls = query.calls(version);
                for (int number = 1; number <= calls.size(); number++) {
                    all.add(Arguments.of(query, version, number, calls.get(number - 1)));
                }
            }
        }
        return all.stream();
    }

    /** With all numbers up to the last that has a name, and some up to the last that Linux can return. */
    @ParameterizedTest
    @MethodSource("everyCall")
    void errorNamesCallAndErrno(Query query, KernelInterface version, int number, String call) {
        IntStream.concat(IntStream.rangeClosed(1, 133), IntStream.of(134, 1000, 4000, 4095))
                .forEach(errno -> {
                    Trial trial = new Trial(query, version);
                    trial.runWithFailure(number, isRepeated(call, errno) ? ATTEMPTS : 1, () -> -errno);
                    assertError(trial, call, errno);
                });
    }

    @ParameterizedTest
    @MethodSource("everyCall")
    void interruptedCallIsRepeated(Query query, KernelInterface version, int number, String call) {
        if (isRepeated(call, EINTR)) {
            for (int times : new int[] {1, 2, ATTEMPTS - 1}) {
                Trial trial = new Trial(query, version);
                trial.runWithFailure(number, times, () -> -EINTR);
                trial.assertAnswered();
                assertEquals(query.calls(version), trial.calls());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("everyCall")
    void exceptionOfBackendIsPassedOnAndNothingStaysOpen(Query query, KernelInterface version, int number) {
        for (IntSupplier defect : DEFECTS) {
            Trial trial = new Trial(query, version);
            trial.runWithFailure(number, 1, defect);
            assertEquals("defect of the backend", trial.thrown.getMessage());
        }
    }

    private static boolean isRepeated(String call, int errno) {
        return errno == EINTR && !call.equals("close");
    }

    private static void assertError(Trial trial, String call, int errno) {
        CompatCapsException e = assertInstanceOf(CompatCapsException.class, trial.thrown);
        assertEquals(typeFor(trial, call, errno), e.getClass());
        assertNull(e.getCause());
        assertEquals(Optional.of(call), e.call());
        assertEquals(OptionalInt.of(errno), e.errno());
        String name = e.errnoName().orElseThrow();
        assertTrue(name.equals("errno " + errno) || name.matches("E[A-Z0-9]+"), name);
        String failed = call.equals("open") ? "Cannot open /dev/kvm: " : call + " failed with " + name;
        assertTrue(e.getMessage().contains(failed) && e.getMessage().contains(name), e.getMessage());
        assertEquals(isRepeated(call, errno), e.getMessage().contains("100 times"), e.getMessage());
    }

    private static Class<? extends CompatCapsException> typeFor(Trial trial, String call, int errno) {
        boolean isNotKvm = call.equals("open")
                ? NO_DEVICE.contains(errno)
                : call.equals("KVM_GET_API_VERSION") && (errno == EINVAL || errno == ENOTTY);
        if (isNotKvm) {
            return NoKvmException.class;
        }
        if (errno == EPERM || errno == EACCES) {
            return KvmPermissionException.class;
        }
        if (call.equals("KVM_CREATE_VM") && errno == EINVAL) {
            return KvmReloadRequiredException.class;
        }
        boolean isOtherPosting = trial.query == Query.COMPAT_CAPS
                && trial.version == KernelInterface.FIRST_POSTED
                && call.equals("KVM_PPC_GET_COMPAT_CAPS")
                && errno == ENOTTY;
        return isOtherPosting ? QueryNotSupportedException.class : KernelCallException.class;
    }
}

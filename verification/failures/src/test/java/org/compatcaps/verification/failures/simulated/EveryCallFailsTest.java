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
import org.compatcaps.backend.mock.SimulatedHost;
import org.compatcaps.spi.BackendProvider;
import org.compatcaps.verification.failures.simulated.FailingCalls.Failure;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each call fails once, by its number, so that a call that is added to a query is tested as well. */
class EveryCallFailsTest {

    private static final int EPERM = 1;
    private static final int EACCES = 13;
    private static final int EINVAL = 22;
    private static final int ENOTTY = 25;

    /** ENOENT, ENXIO, ENODEV, ENOTDIR, EISDIR, ENAMETOOLONG, ELOOP: there is no such device at this path. */
    private static final Set<Integer> NO_DEVICE = Set.of(2, 6, 19, 20, 21, 36, 40);

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

        /** Returns the calls from opening to closing on a kernel with one interface version. */
        List<String> calls(KernelInterface version) {
            List<String> calls = new ArrayList<>(List.of("open", "KVM_GET_API_VERSION", "KVM_CHECK_EXTENSION"));
            if (version == KernelInterface.FIRST_POSTED) {
                calls.add("KVM_CHECK_EXTENSION");
            }
            calls.addAll(
                    switch (this) {
                        case COMPAT_CAPS ->
                            List.of("KVM_CREATE_VM", "KVM_PPC_GET_COMPAT_CAPS", "close", "KVM_CHECK_EXTENSION");
                        case COMPAT_CAPS_ON_A_VM_OF_THE_CALLER ->
                            List.of("KVM_PPC_GET_COMPAT_CAPS", "KVM_CHECK_EXTENSION");
                        case SUPPORTS_COMPAT_CAPS -> List.of();
                    });
            calls.add("close");
            return calls;
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

        FailingCalls calls(Failure... failures) {
            return new FailingCalls(host.bind(), List.of(failures));
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

        void assertAnsweredByTheUsualCalls() {
            assertNull(thrown);
            assertEquals(right(), answer);
            assertEquals(
                    query.calls(version),
                    host.calls().stream().map(made -> made.call().kernelName()).toList());
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
                    int attempts = isRepeated(call, errno) ? FailingCalls.ATTEMPTS : 1;
                    FailingCalls calls = trial.calls(new Failure(number, attempts, -errno));
                    trial.run(calls);
                    assertError(trial, call, errno);
                    assertEquals(List.of(call + " " + errno), calls.reportable());
                });
    }

    @ParameterizedTest
    @MethodSource("everyCall")
    void interruptedCallIsRepeated(Query query, KernelInterface version, int number, String call) {
        if (isRepeated(call, FailingCalls.EINTR)) {
            for (int times : new int[] {1, 2, FailingCalls.ATTEMPTS - 1}) {
                Trial trial = new Trial(query, version);
                trial.run(trial.calls(new Failure(number, times, -FailingCalls.EINTR)));
                trial.assertAnsweredByTheUsualCalls();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("everyCall")
    void exceptionOfBackendIsPassedOnAndNothingStaysOpen(Query query, KernelInterface version, int number) {
        for (IntSupplier defect : DEFECTS) {
            Trial trial = new Trial(query, version);
            trial.run(new FailingCalls(trial.host.bind(), List.of(new Failure(number, 1, 0))) {
                @Override
                int fail(int result) {
                    return defect.getAsInt();
                }
            });
            assertEquals("defect of the backend", trial.thrown.getMessage());
        }
    }

    private static boolean isRepeated(String call, int errno) {
        return errno == FailingCalls.EINTR && !call.equals("close");
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

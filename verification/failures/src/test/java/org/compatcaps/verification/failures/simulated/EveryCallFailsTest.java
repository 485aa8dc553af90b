// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.failures.simulated;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.compatcaps.CompatCapsException;
import org.compatcaps.KernelCallException;
import org.compatcaps.KernelInterface;
import org.compatcaps.KvmPermissionException;
import org.compatcaps.KvmReloadRequiredException;
import org.compatcaps.NoKvmException;
import org.compatcaps.QueryNotSupportedException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each call fails once, by its number, so that a call that is added to a query is tested as well. */
class EveryCallFailsTest {

    private static final int EPERM = 1;
    private static final int EINTR = 4;
    private static final int EACCES = 13;

    /** ENOENT, ENXIO, ENODEV, ENOTDIR, EISDIR, ENAMETOOLONG, ELOOP: there is no such device at this path. */
    private static final Set<Integer> NO_DEVICE = Set.of(2, 6, 19, 20, 21, 36, 40);

    private static final int EINVAL = 22;
    private static final int ENOTTY = 25;

    /** What a file that is not KVM answers to KVM's first request. */
    private static final Set<Integer> NOT_KVM = Set.of(EINVAL, ENOTTY);

    private static final int ATTEMPTS = 100;
    private static final int FOREVER = Integer.MAX_VALUE;

    /** All up to the last that has a name, and some behind, up to the last that Linux can answer. */
    private static int[] errnos() {
        return IntStream.concat(IntStream.rangeClosed(1, 133), IntStream.of(134, 1000, 4000, 4095))
                .toArray();
    }

    static Stream<Arguments> questions() {
        return Stream.of(Question.values())
                .flatMap(question -> Stream.of(KernelInterface.values()).map(form -> Arguments.of(question, form)));
    }

    @ParameterizedTest
    @MethodSource("questions")
    void queryMakesOnlyTheseCalls(Question question, KernelInterface form) {
        Trial trial = new Trial(question, form).run();
        trial.assertRightAnswer();
        assertEquals(question.calls(form), trial.callNames());
    }

    @ParameterizedTest
    @MethodSource("questions")
    void errorNamesCallAndErrno(Question question, KernelInterface form) {
        forEveryCall(question, form, (number, call) -> {
            for (int errno : errnos()) {
                Trial trial = new Trial(question, form);
                trial.calls().fail(number, FOREVER, errno);
                assertError(trial.run(), call, errno);
                int made = errno == EINTR && !call.equals("close") ? ATTEMPTS : 1;
                assertEquals(made, trial.calls().callsFailed(), "how often " + call + " was made");
            }
        });
    }

    @ParameterizedTest
    @MethodSource("questions")
    void interruptedCallIsRepeated(Question question, KernelInterface form) {
        forEveryCall(question, form, (number, call) -> {
            if (!call.equals("close")) {
                for (int times : new int[] {1, 2, ATTEMPTS - 1}) {
                    Trial trial = new Trial(question, form);
                    trial.calls().fail(number, times, EINTR);
                    trial.run().assertRightAnswer();
                    assertEquals(times, trial.calls().callsFailed());
                    assertEquals(question.calls(form), trial.callNames());
                }
            }
        });
    }

    @ParameterizedTest
    @MethodSource("questions")
    void exceptionOfBackendIsPassedOnAndNothingStaysOpen(Question question, KernelInterface form) {
        forEveryCall(question, form, (number, call) -> {
            for (Throwable thrown : List.of(new IllegalArgumentException("a defect"), new OutOfMemoryError("a lack"))) {
                Trial trial = new Trial(question, form);
                trial.calls().answer(number, 1, () -> failAs(thrown));
                assertSame(thrown, trial.run().thrown());
            }
        });
    }

    /** The failure of the close must not replace the first failure. */
    @ParameterizedTest
    @MethodSource("questions")
    void failedCloseIsSuppressedByFirstFailure(Question question, KernelInterface form) {
        List<String> calls = question.calls(form);
        // A failure closes the device during the first call on it, and the VM during the query on it.
        List<Integer> numbers = new ArrayList<>(List.of(2));
        if (question == Question.COMPAT_CAPS) {
            numbers.add(calls.indexOf("close"));
        }
        for (int number : numbers) {
            for (int i = 0; i < 3; i++) {
                for (Throwable second : failures("second")) {
                    Throwable first = failures("first").get(i);
                    Trial trial = new Trial(question, form);
                    trial.calls().answer(number, 1, () -> failAs(first));
                    trial.calls().answer(number + 1, 1, () -> failAs(second));
                    Throwable thrown = trial.run().thrown();
                    assertEquals(2, trial.calls().callsFailed());
                    Throwable suppressed = onlySuppressed(thrown);
                    if (first instanceof Refused) {
                        assertError(trial, calls.get(number - 1), Refused.ERRNO);
                    } else {
                        assertSame(first, thrown);
                    }
                    if (second instanceof Refused) {
                        String message = suppressed.getMessage();
                        assertTrue(message.contains("close failed with EIO"), message);
                        if (first instanceof Refused) {
                            assertInstanceOf(KernelCallException.class, suppressed);
                        }
                    } else {
                        assertSame(second, suppressed);
                    }
                }
            }
        }
    }

    /** Placeholder for a call that returns an error number instead of throwing. */
    private static final class Refused extends RuntimeException {

        private static final long serialVersionUID = 1L;

        static final int ERRNO = 5;
    }

    private static List<Throwable> failures(String which) {
        return List.of(new Refused(), new IllegalArgumentException(which), new OutOfMemoryError(which));
    }

    private static int failAs(Throwable failure) {
        if (failure instanceof Error) {
            throw (Error) failure;
        }
        if (failure instanceof Refused) {
            return -Refused.ERRNO;
        }
        throw (RuntimeException) failure;
    }

    private static Throwable onlySuppressed(Throwable thrown) {
        assertEquals(1, thrown.getSuppressed().length, () -> "suppressed by " + thrown);
        return thrown.getSuppressed()[0];
    }

    private static void assertError(Trial trial, String call, int errno) {
        CompatCapsException e = assertInstanceOf(CompatCapsException.class, trial.thrown());
        assertEquals(typeFor(trial, call, errno), e.getClass());
        assertNull(e.getCause());
        assertEquals(Optional.of(call), e.call());
        assertEquals(OptionalInt.of(errno), e.errno());
        String name = e.errnoName().orElseThrow();
        assertTrue(name.equals("errno " + errno) || name.matches("E[A-Z0-9]+"), name);
        assertTrue(e.getMessage().contains(call + " failed with " + name), e.getMessage());
        boolean repeated = errno == EINTR && !call.equals("close");
        assertEquals(repeated, e.getMessage().contains(ATTEMPTS + " times"), e.getMessage());
    }

    private static Class<? extends CompatCapsException> typeFor(Trial trial, String call, int errno) {
        if (call.equals("KVM_CREATE_VM") && errno == EINVAL) {
            return KvmReloadRequiredException.class;
        }
        if (call.equals("KVM_PPC_GET_COMPAT_CAPS") && errno == ENOTTY && trial.queriesFirstPostedOnOwnVm()) {
            return QueryNotSupportedException.class;
        }
        if (errno == EPERM || errno == EACCES) {
            return KvmPermissionException.class;
        }
        boolean noKvm = call.equals("open") && NO_DEVICE.contains(errno)
                || call.equals("KVM_GET_API_VERSION") && NOT_KVM.contains(errno);
        return noKvm ? NoKvmException.class : KernelCallException.class;
    }

    private interface Check {
        void on(int number, String call);
    }

    /** Says of a check that failed for which call it did. */
    private static void forEveryCall(Question question, KernelInterface form, Check check) {
        List<String> calls = question.calls(form);
        assertAll(IntStream.rangeClosed(1, calls.size()).mapToObj(number -> () -> {
            String call = calls.get(number - 1);
            try {
                check.on(number, call);
            } catch (AssertionError e) {
                throw new AssertionError("call number " + number + ", " + call + ": " + e.getMessage(), e);
            }
        }));
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LinuxBackendProviderTest {

    private static final String OS_NAME = System.getProperty("os.name");

    /** Binds to what it is given: system calls, or something to throw. */
    private static final class Provider extends LinuxBackendProvider {
        private final Object outcome;
        int bound;

        Provider(Object outcome) {
            super("test", 5);
            this.outcome = outcome;
        }

        @Override
        protected SystemCalls bind() throws UnavailableException {
            bound++;
            if (outcome instanceof UnavailableException) {
                throw (UnavailableException) outcome;
            }
            if (outcome instanceof RuntimeException) {
                throw (RuntimeException) outcome;
            }
            if (outcome instanceof Error) {
                throw (Error) outcome;
            }
            return (SystemCalls) outcome;
        }
    }

    private static final class NoCalls implements SystemCalls {
        @Override
        public int open(ByteBuffer path, int flags) {
            return -1;
        }

        @Override
        public int ioctl(int fd, long request, long argument) {
            return -1;
        }

        @Override
        public int ioctl(int fd, long request, ByteBuffer structure) {
            return -1;
        }

        @Override
        public int close(int fd) {
            return -1;
        }
    }

    @BeforeEach
    void onLinux() {
        System.setProperty("os.name", "Linux");
    }

    @AfterEach
    void whereItReallyRuns() {
        System.setProperty("os.name", OS_NAME);
    }

    /** As an application server has it: who asks first must not be kept by what stays. */
    @Test
    void bindsOnAThreadThatHasNothingOfWhoAsks() {
        Thread caller = Thread.currentThread();
        ClassLoader before = caller.getContextClassLoader();
        caller.setContextClassLoader(new ClassLoader() {});
        ClassLoader[] seen = new ClassLoader[1];
        LinuxBackendProvider provider = new LinuxBackendProvider("test", 5) {
            @Override
            protected SystemCalls bind() {
                seen[0] = Thread.currentThread().getContextClassLoader();
                throw new IllegalStateException("kept");
            }
        };
        try {
            Throwable kept = provider.availability().cause().orElseThrow();
            assertSame(provider.getClass().getClassLoader(), seen[0]);
            for (StackTraceElement element : kept.getStackTrace()) {
                assertFalse(element.getMethodName().equals("bindsOnAThreadThatHasNothingOfWhoAsks"));
            }
        } finally {
            caller.setContextClassLoader(before);
        }
    }

    @Test
    void bindsOnceAndNotBeforeItIsAsked() {
        NoCalls calls = new NoCalls();
        Provider provider = new Provider(calls);
        assertEquals("test", provider.name());
        assertEquals(5, provider.priority());
        assertEquals(0, provider.bound);
        assertTrue(provider.availability().isAvailable());
        assertSame(calls, provider.systemCalls());
        assertSame(calls, provider.systemCalls());
        assertEquals(1, provider.bound);
    }

    @Test
    void otherSystemsAreRefusedWithoutBinding() {
        System.setProperty("os.name", "Mac OS X");
        Provider provider = new Provider(new NoCalls());
        assertUnavailable(provider, "needs Linux, this is Mac OS X", null);
        assertEquals(0, provider.bound);
    }

    @Test
    void aReasonThatTheBackendKnows() {
        assertUnavailable(new Provider(new UnavailableException("needs Java 99")), "needs Java 99", null);
    }

    @Test
    void whateverElseIsThrownIsTheReason() {
        Throwable inner = new UnsatisfiedLinkError("no such library");
        Error wrapped = new ExceptionInInitializerError(inner);
        assertUnavailable(
                new Provider(wrapped), "cannot be loaded: java.lang.UnsatisfiedLinkError: no such library", wrapped);

        RuntimeException denied = new IllegalStateException("native access is denied");
        assertUnavailable(
                new Provider(denied),
                "cannot be loaded: java.lang.IllegalStateException: native access is denied",
                denied);

        Error bare = new Error("incompatible");
        assertUnavailable(new Provider(bare), "cannot be loaded: java.lang.Error: incompatible", bare);
    }

    @Test
    void aReasonIsOneLineEvenWhereALibraryWritesMore() {
        Error blankFirst = new Error("\n\nincompatible native library\nmore\n");
        assertUnavailable(
                new Provider(blankFirst), "cannot be loaded: java.lang.Error: incompatible native library", blankFirst);
        Error silent = new Error();
        assertUnavailable(new Provider(silent), "cannot be loaded: java.lang.Error", silent);
    }

    @Test
    void aBackendPutsItsLibrarysTroubleIntoWordsOfItsOwn() {
        Error inner = new UnsatisfiedLinkError("no such library");
        LinuxBackendProvider provider = new LinuxBackendProvider("test", 5) {
            @Override
            protected SystemCalls bind() {
                throw new ExceptionInInitializerError(inner);
            }

            @Override
            protected String explain(String problem) {
                return "[" + problem + "] install it";
            }
        };
        assertEquals(
                Optional.of("cannot be loaded: [java.lang.UnsatisfiedLinkError: no such library] install it"),
                provider.availability().reason());
        assertSame(inner, provider.availability().cause().orElseThrow().getCause());
    }

    @Test
    void nativeAccessThatIsDeniedCanBeAllowed() {
        RuntimeException denied = new IllegalCallerException("Illegal native access from module x\n\tat y");
        assertUnavailable(
                new Provider(denied),
                "cannot be loaded: java.lang.IllegalCallerException: Illegal native access from module x; allow it by Java's"
                        + " option --enable-native-access with that module's name, or ALL-UNNAMED for an unnamed one",
                denied);
    }

    @Test
    void anAnswerOfNullIsADefectWithAReason() {
        Provider provider = new Provider(null);
        assertFalse(provider.availability().isAvailable());
        assertTrue(provider.availability().reason().orElseThrow().contains("bind() answered null"));
    }

    @Test
    void errorsOfTheJvmPassThrough() {
        OutOfMemoryError outOfMemory = new OutOfMemoryError();
        assertSame(outOfMemory, assertThrows(OutOfMemoryError.class, () -> new Provider(outOfMemory).availability()));
    }

    @Test
    void systemCallsKeepToTheArchitectureOfThisJvmUnlessTheySayOtherwise() {
        assertEquals(System.getProperty("os.arch"), new NoCalls().architecture());
        assertEquals(System.getProperty("os.version"), new NoCalls().kernelRelease());
    }

    @Test
    void buffersOutOfTheKernelsReachAreRefused() {
        SystemCalls.requireDirect(ByteBuffer.allocateDirect(8));
        assertThrows(IllegalArgumentException.class, () -> SystemCalls.requireDirect(ByteBuffer.allocate(8)));
        ByteBuffer readOnly = ByteBuffer.allocateDirect(8).asReadOnlyBuffer();
        assertThrows(IllegalArgumentException.class, () -> SystemCalls.requireDirect(readOnly));
    }

    private static void assertUnavailable(Provider provider, String reason, Throwable cause) {
        Availability availability = provider.availability();
        assertFalse(availability.isAvailable());
        assertEquals(Optional.of(reason), availability.reason());
        assertEquals(Optional.ofNullable(cause), availability.cause());
        assertEquals("not available: " + reason, availability.toString());
        IllegalStateException e = assertThrows(IllegalStateException.class, provider::systemCalls);
        assertEquals(reason, e.getMessage());
        assertSame(cause, e.getCause());
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.compatcaps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.compatcaps.spi.BackendProblem;
import org.compatcaps.spi.BackendProvider;
import org.compatcaps.spi.SystemCalls;
import org.compatcaps.spi.UnavailableException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests the status of one provider. */
class BackendTest {

    private static final String OS_NAME = System.getProperty("os.name");

    @BeforeEach
    void onLinux() {
        System.setProperty("os.name", "Linux");
    }

    @AfterEach
    void restoreSystem() {
        System.setProperty("os.name", OS_NAME);
    }

    private static void assertUnavailable(Throwable thrown, BackendProblem problem, String reason) {
        assertUnavailable(FakeBackend.throwing("fake", 5, thrown), problem, reason, thrown);
    }

    private static void assertUnavailable(
            BackendProvider provider, BackendProblem problem, String reason, Throwable cause) {
        Backend backend = Backend.of(provider);
        assertFalse(backend.available());
        assertEquals(Optional.of(problem), backend.problem());
        assertEquals(Optional.of(reason), backend.reason());
        assertEquals(Optional.ofNullable(cause), backend.cause());
        assertEquals("fake: not available: " + reason, backend.toString());
        assertThrows(BackendUnavailableException.class, backend::systemCalls);
    }

    @Test
    void nativeBackendIsBoundOnceAndNotBeforeItIsNeeded() {
        FakeBackend provider = FakeBackend.available("fake", 5);
        Backend backend = Backend.of(provider);
        assertEquals("fake", backend.name());
        assertEquals(5, backend.priority());
        assertEquals(0, provider.bound);
        assertTrue(backend.available());
        assertEquals(Optional.empty(), backend.problem());
        assertEquals(Optional.empty(), backend.reason());
        assertEquals(Optional.empty(), backend.cause());
        assertEquals("fake: available", backend.toString());
        assertSame(backend.systemCalls(), backend.fresh().systemCalls());
        assertEquals(1, provider.bound);
    }

    @Test
    void failedNativeBackendIsNotBoundAgain() {
        FakeBackend provider = FakeBackend.unavailable("fake", 5, "needs Java 99");
        Backend backend = Backend.of(provider);
        assertFalse(backend.available());
        assertFalse(backend.available());
        assertEquals(1, provider.bound);
    }

    @Test
    void backendThatIsNotNativeIsBoundForEachHost() {
        FakeBackend provider = FakeBackend.available("fake", 5);
        provider.isNative = false;
        Backend backend = Backend.of(provider);
        assertTrue(backend.available());
        SystemCalls first = backend.systemCalls();
        assertSame(first, backend.systemCalls());
        assertNotSame(first, backend.fresh().systemCalls());
    }

    @Test
    void onlyNativeBackendsNeedLinux() {
        assertTrue(new Provider().isNative());
        System.setProperty("os.name", "Mac OS X");
        FakeBackend provider = FakeBackend.available("fake", 5);
        assertUnavailable(provider, BackendProblem.NEEDS_LINUX, "needs Linux, this is Mac OS X", null);
        assertEquals(0, provider.bound);
        provider.isNative = false;
        assertTrue(Backend.of(provider).available());
    }

    @Test
    void negativePriorityIsShown() {
        assertEquals(
                "fake: available if selected explicitly",
                Backend.of(FakeBackend.available("fake", -1)).toString());
        assertEquals(
                "fake: available", Backend.of(FakeBackend.available("fake", 0)).toString());
        assertEquals(
                "fake: not available: no",
                Backend.of(FakeBackend.unavailable("fake", -1, "no")).toString());
    }

    @Test
    void reasonOfTheProviderIsKept() {
        assertUnavailable(
                FakeBackend.unavailable("fake", 5, "needs Java 99"),
                BackendProblem.NEEDS_NEWER_JAVA,
                "needs Java 99",
                null);
        Error cause = new UnsatisfiedLinkError("no such library");
        assertUnavailable(
                FakeBackend.throwing(
                        "fake", 5, new UnavailableException(BackendProblem.LIBRARY_MISSING, cause, "Install it")),
                BackendProblem.LIBRARY_MISSING,
                "cannot be loaded: java.lang.UnsatisfiedLinkError: no such library. Install it",
                cause);
    }

    @Test
    void otherFailuresAreClassifiedByTheirType() {
        String remedy = ". Fix this failure, or use another backend";
        assertUnavailable(
                new UnsatisfiedLinkError("no such library"),
                BackendProblem.LIBRARY_NOT_LOADED,
                "cannot be loaded: java.lang.UnsatisfiedLinkError: no such library" + remedy);
        assertUnavailable(
                new NoClassDefFoundError("com/example/Native"),
                BackendProblem.LIBRARY_MISSING,
                "cannot be loaded: java.lang.NoClassDefFoundError: com/example/Native" + remedy);
        assertUnavailable(
                new UnsupportedClassVersionError("too new"),
                BackendProblem.NEEDS_NEWER_JAVA,
                "cannot be loaded: java.lang.UnsupportedClassVersionError: too new" + remedy);
        assertUnavailable(
                new IllegalStateException("broken"),
                BackendProblem.PROVIDER_BROKEN,
                "cannot be loaded: java.lang.IllegalStateException: broken" + remedy);
        assertUnavailable(
                new ExceptionInInitializerError(new IllegalCallerException("Illegal native access from x\n\tat y")),
                BackendProblem.NATIVE_ACCESS_DENIED,
                "cannot be loaded: java.lang.IllegalCallerException: Illegal native access from x. Start Java with"
                        + " --enable-native-access and the name of that module, or ALL-UNNAMED for an unnamed one");
    }

    @Test
    void reasonIsOneLine() {
        String remedy = ". Fix this failure, or use another backend";
        assertUnavailable(
                new Error("\n\nincompatible native library\nmore\n"),
                BackendProblem.PROVIDER_BROKEN,
                "cannot be loaded: java.lang.Error: incompatible native library (more)" + remedy);
        assertUnavailable(new Error(), BackendProblem.PROVIDER_BROKEN, "cannot be loaded: java.lang.Error" + remedy);
        assertUnavailable(
                new Error("java.io.IOException: quoted by a library\n\tat x"),
                BackendProblem.PROVIDER_BROKEN,
                "cannot be loaded: java.io.IOException: quoted by a library" + remedy);
        assertUnavailable(
                new Error("a.BError: general\n\tat x\nCaused by: a.CError: exact\n\t... 3 more\nYou may:\n - wait\n"),
                BackendProblem.PROVIDER_BROKEN,
                "cannot be loaded: a.BError: general (Caused by: a.CError: exact)" + remedy);
    }

    @Test
    void bindThatReturnsNullIsReported() {
        BackendProvider provider = new Provider() {
            @Override
            public SystemCalls bind() {
                return null;
            }
        };
        assertEquals(
                Optional.of(
                        "cannot be loaded: java.lang.NullPointerException: bind() returned null. Fix this failure, or"
                                + " use another backend"),
                Backend.of(provider).reason());
    }

    @Test
    void providerWithoutANameIsBroken() {
        NoClassDefFoundError thrown = new NoClassDefFoundError("com/example/Native");
        Backend backend = Backend.of(new Provider() {
            @Override
            public String name() {
                throw thrown;
            }
        });
        assertEquals("(broken)", backend.name());
        assertTrue(backend.priority() < 0);
        assertSame(thrown, backend.cause().orElseThrow());
        String reason = backend.reason().orElseThrow();
        assertTrue(reason.contains("com/example/Native. Report this defect of org.compatcaps."), reason);
    }

    @Test
    void errorOfTheJvmPassesThroughAndIsNotKept() {
        OutOfMemoryError outOfMemory = new OutOfMemoryError();
        FakeBackend provider = FakeBackend.throwing("fake", 5, outOfMemory);
        Backend backend = Backend.of(provider);
        assertSame(outOfMemory, assertThrows(OutOfMemoryError.class, backend::available));
        assertThrows(OutOfMemoryError.class, backend::available);
        assertEquals(2, provider.bound);
    }

    @Test
    void threadLimitIsReportedAndNotKept() {
        OutOfMemoryError error = new OutOfMemoryError("unable to create native thread: possibly out of memory");
        FakeBackend provider = FakeBackend.throwing("fake", 5, error);
        Backend backend = Backend.of(provider);
        assertEquals(Optional.of(BackendProblem.THREAD_LIMIT), backend.problem());
        assertTrue(backend.reason().orElseThrow().startsWith("needs threads, and this process cannot start another. "));
        assertSame(error, backend.cause().orElseThrow());
        assertEquals(3, provider.bound);
    }

    /** The error of an image made by jlink, and the error of the second attempt to use the library. */
    @Test
    void missingModuleOfJavaIsReported() {
        NoClassDefFoundError missing = new NoClassDefFoundError("java/util/logging/Logger");
        String needsLogging =
                ". The backend needs the module java.logging. Add it to this Java runtime (jlink --add-modules java.logging)";
        assertUnavailable(missing, BackendProblem.LIBRARY_MISSING, "cannot be loaded: " + missing + needsLogging);
        assertUnavailable(
                FakeBackend.throwing(
                        "fake", 5, new UnavailableException(BackendProblem.LIBRARY_MISSING, missing, "add a jar")),
                BackendProblem.LIBRARY_MISSING,
                "cannot be loaded: " + missing + needsLogging,
                missing);
        Error second = new ExceptionInInitializerError("Exception " + missing + " [in thread \"main\"]");
        assertUnavailable(second, BackendProblem.LIBRARY_MISSING, "cannot be loaded: " + second + needsLogging);
        NoClassDefFoundError other = new NoClassDefFoundError("javax/sql/DataSource");
        assertUnavailable(
                other,
                BackendProblem.LIBRARY_MISSING,
                "cannot be loaded: " + other
                        + ". The backend needs the module that contains javax.sql.DataSource. Use a Java runtime that has it");
    }

    @Test
    void bindRunsWithoutTheApplicationsClassLoader() {
        Thread caller = Thread.currentThread();
        ClassLoader before = caller.getContextClassLoader();
        caller.setContextClassLoader(new ClassLoader() {});
        ClassLoader[] seen = new ClassLoader[1];
        try {
            Backend backend = Backend.of(new Provider() {
                @Override
                public SystemCalls bind() {
                    seen[0] = Thread.currentThread().getContextClassLoader();
                    throw new IllegalStateException("kept");
                }
            });
            Throwable kept = backend.cause().orElseThrow();
            assertSame(Provider.class.getClassLoader(), seen[0]);
            for (StackTraceElement element : kept.getStackTrace()) {
                assertFalse(element.getMethodName().equals("bindRunsWithoutTheApplicationsClassLoader"));
            }
        } finally {
            caller.setContextClassLoader(before);
        }
    }

    @Test
    void systemCallsReachTheKernelUnderThisJvmByDefault() {
        SystemCalls calls = new Provider().bind();
        assertEquals(System.getProperty("os.arch"), calls.architecture());
        assertEquals(System.getProperty("os.version"), calls.kernelRelease());
    }

    @Test
    void requireDirectRejectsHeapAndReadOnlyBuffers() {
        SystemCalls.requireDirect(ByteBuffer.allocateDirect(8));
        assertThrows(IllegalArgumentException.class, () -> SystemCalls.requireDirect(ByteBuffer.allocate(8)));
        ByteBuffer readOnly = ByteBuffer.allocateDirect(8).asReadOnlyBuffer();
        assertThrows(IllegalArgumentException.class, () -> SystemCalls.requireDirect(readOnly));
    }

    /** A native backend that is available and has no kernel. */
    private static class Provider implements BackendProvider {
        @Override
        public String name() {
            return "fake";
        }

        @Override
        public int priority() {
            return 5;
        }

        @Override
        public SystemCalls bind() {
            return new SystemCalls() {
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
            };
        }
    }
}

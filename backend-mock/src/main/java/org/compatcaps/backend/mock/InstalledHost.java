// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.backend.mock;

import java.util.Objects;
import org.compatcaps.BackendUnavailableException;
import org.compatcaps.KvmHost;
import org.jspecify.annotations.Nullable;

/**
 * A {@link SimulatedHost} that stands in for the real one in the whole process until this handle is closed. It is what
 * {@link SimulatedHost#install()} gives, for tests of code that calls {@code CompatCaps.query()} or {@code KvmHost.open()}
 * by itself. With JUnit 5.11 and later one field does it:
 *
 * <pre>{@code
 * class LauncherTest {
 *     @AutoClose
 *     final InstalledHost kvm =
 *             SimulatedHost.builder().processor(ProcessorMode.POWER10).build().install();
 *
 *     @Test
 *     void startsGuestsInTheNewestMode() {
 *         assertEquals("power10", Launcher.newestMode());
 *     }
 * }
 *
 * class Launcher {
 *     static String newestMode() {
 *         return CompatCaps.query().highest().orElseThrow().qemuName();
 *     }
 * }
 * }</pre>
 *
 * <p>Otherwise install in a method that runs before each test, and close in one that runs after each; or use
 * try-with-resources.
 *
 * <p>There is one installed host for the process, because there is one default. Tests that install hosts therefore must not
 * run at the same time in one JVM. Where JUnit runs tests in parallel, mark them with
 * {@code @ResourceLock(Resources.SYSTEM_PROPERTIES)}, or give the host to the code under test by
 * {@code KvmHost.builder().backend(host)}, which needs no installation.
 *
 * <p>Thread-safe.
 */
public final class InstalledHost implements AutoCloseable {

    private static final Object LOCK = new Object();

    /** Null if there is none. Written under the lock. */
    private static @Nullable InstalledHost current;

    /** What the backend {@code mock} answers with at the moment; null if nothing is installed. */
    private static volatile @Nullable SimulatedHost answering;

    private final SimulatedHost host;
    private final @Nullable String backendBefore;

    private InstalledHost(SimulatedHost host, @Nullable String backendBefore) {
        this.host = host;
        this.backendBefore = backendBefore;
    }

    static InstalledHost install(SimulatedHost host) {
        Objects.requireNonNull(host, "host");
        synchronized (LOCK) {
            if (current != null) {
                throw new IllegalStateException("Another simulated host is installed in this process; close its"
                        + " InstalledHost first (@AutoClose, @AfterEach or try-with-resources). Tests that install hosts"
                        + " cannot run at the same time: mark them with @ResourceLock(Resources.SYSTEM_PROPERTIES)");
            }
            requireThatTheSdkFindsThisMock();
            InstalledHost installed = new InstalledHost(host, MockProperties.backend());
            answering = host;
            current = installed;
            MockProperties.setBackend(MockBackendProvider.NAME);
            return installed;
        }
    }

    /** Null if nothing is installed. */
    static @Nullable SimulatedHost answering() {
        return answering;
    }

    /** In another class loader there may be no mock, or another copy of it, which would answer as it likes. */
    private static void requireThatTheSdkFindsThisMock() {
        SimulatedHost probe = SimulatedHost.builder().build();
        answering = probe;
        try {
            KvmHost.builder().backend(MockBackendProvider.NAME).open().close();
        } catch (BackendUnavailableException e) {
            throw notFound(e);
        } finally {
            answering = null;
        }
        if (probe.calls().isEmpty()) {
            throw notFound(null);
        }
    }

    private static IllegalStateException notFound(@Nullable BackendUnavailableException cause) {
        return new IllegalStateException(
                "The SDK does not find the copy of the mock that this simulated host is of, and so would not use it: put"
                        + " compatcaps-backend-mock on the same class path (or into the same class loader) as"
                        + " compatcaps-api, and only once",
                cause);
    }

    /**
     * The host, to look at its calls or to let some fail.
     *
     * @return the host that was installed; also after closing
     */
    public SimulatedHost host() {
        return host;
    }

    /**
     * Lets the real host come back, or what else was chosen before. A {@code KvmHost} that was opened in between goes on to
     * use the simulated one. Further calls of this method do nothing.
     */
    @Override
    public void close() {
        synchronized (LOCK) {
            if (current == this) {
                MockProperties.setBackend(backendBefore);
                answering = null;
                current = null;
            }
        }
    }
}

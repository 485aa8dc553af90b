// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.backend.mock;

import java.util.Objects;
import org.compatcaps.BackendUnavailableException;
import org.compatcaps.KvmHost;
import org.jspecify.annotations.Nullable;

/**
 * A handle to a {@link SimulatedHost} that replaces the real host in the whole process until the handle is closed.
 * {@link SimulatedHost#install()} returns it, for tests of code that calls {@code CompatCaps.query()} or
 * {@code KvmHost.open()}. With JUnit 5.11 and later, a field is enough:
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
 * <p>With an older JUnit, install the host before each test and close the handle after it, or use try-with-resources.
 *
 * <p>A process can have only one installed host. Tests that install hosts therefore must not run at the same time in one JVM.
 * If JUnit runs tests in parallel, annotate them with {@code @ResourceLock(Resources.SYSTEM_PROPERTIES)}. Or pass the host to
 * the code under test with {@code KvmHost.builder().backend(host)}, which needs no installation.
 *
 * <p>Thread-safe.
 */
public final class InstalledHost implements AutoCloseable {

    private static final Object LOCK = new Object();

    /** Null if nothing is installed. Guarded by the lock. */
    private static @Nullable InstalledHost current;

    /** The host that the backend {@code mock} uses; null if nothing is installed. */
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
                throw new IllegalStateException(
                        "Another simulated host is installed in this process. Close its"
                                + " InstalledHost first (@AutoClose, @AfterEach or try-with-resources). Tests that install hosts"
                                + " cannot run at the same time: annotate them with @ResourceLock(Resources.SYSTEM_PROPERTIES).");
            }
            requireThatTheSdkFindsThisMock();
            InstalledHost installed = new InstalledHost(host, MockProperties.backend());
            answering = host;
            current = installed;
            MockProperties.setBackend(MockBackendProvider.NAME);
            return installed;
        }
    }

    /** Returns the installed host, or null if nothing is installed. */
    static @Nullable SimulatedHost answering() {
        return answering;
    }

    /** Fails if the SDK is in another class loader than this mock, and finds no mock or another copy of it. */
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
                "The SDK does not find the copy of the mock that this simulated host belongs to. Put"
                        + " compatcaps-backend-mock on the same class path (or into the same class loader) as"
                        + " compatcaps-api, and only once.",
                cause);
    }

    /**
     * Returns the installed host, for example to read its calls or to make some fail.
     *
     * @return the host; also after closing
     */
    public SimulatedHost host() {
        return host;
    }

    /**
     * Restores the backend that was selected before. A {@code KvmHost} that was opened before this call still uses the
     * simulated host. A second call does nothing.
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

// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.backend.mock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.compatcaps.BackendUnavailableException;
import org.compatcaps.CompatCaps;
import org.compatcaps.KernelCallException;
import org.compatcaps.KvmHost;
import org.compatcaps.ProcessorMode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests a host that replaces the real one, for code that opens it directly. */
class InstalledHostTest {

    private static final String BACKEND = "compatcaps.backend";

    private InstalledHost installed;

    private static SimulatedHost host(ProcessorMode mode) {
        return SimulatedHost.builder().modes(mode).build();
    }

    private void install(ProcessorMode mode) {
        installed = host(mode).install();
    }

    @AfterEach
    void nothingIsLeftInstalled() {
        if (installed != null) {
            installed.close();
        }
        assertNull(InstalledHost.answering());
        System.clearProperty(BACKEND);
        System.clearProperty("compatcaps.mock.modes");
    }

    @Test
    void installedHostAnswersUntilItIsClosed() {
        SimulatedHost host = host(ProcessorMode.POWER9);
        try (InstalledHost kept = host.install()) {
            assertSame(host, kept.host());
            assertTrue(host.calls().isEmpty(), "installing makes no call");
            assertEquals(Set.of(ProcessorMode.POWER9), CompatCaps.query().modes());
            try (KvmHost kvm = KvmHost.open()) {
                assertEquals("mock", kvm.backend());
                assertEquals(Set.of(ProcessorMode.POWER9), kvm.compatCaps().modes());
            }
            assertFalse(host.calls().isEmpty());
            host.assertNothingOpen();
        }
        // There is no other backend here.
        assertThrows(BackendUnavailableException.class, CompatCaps::query);
    }

    @Test
    void eachInstallationHasItsOwnHost() {
        for (ProcessorMode mode : ProcessorMode.values()) {
            install(mode);
            assertEquals(Set.of(mode), CompatCaps.query().modes());
            installed.close();
        }
    }

    @Test
    void callsOfTheInstalledHostCanFail() {
        try (InstalledHost kept = host(ProcessorMode.POWER9).install()) {
            kept.host().fail(KernelCall.KVM_CREATE_VM, 12);
            KernelCallException e = assertThrows(KernelCallException.class, CompatCaps::query);
            assertEquals("ENOMEM", e.errnoName().orElseThrow());
        }
    }

    @Test
    void selectedMockIsTheInstalledHostWhileThereIsOne() {
        System.setProperty("compatcaps.mock.modes", "power11");
        MockBackendProvider mock = new MockBackendProvider();
        assertEquals(Set.of(ProcessorMode.POWER11), modes(mock));
        install(ProcessorMode.POWER9);
        assertEquals(Set.of(ProcessorMode.POWER9), modes(mock));
        try (KvmHost kvm = KvmHost.builder().backend("mock").open()) {
            assertEquals(Set.of(ProcessorMode.POWER9), kvm.compatCaps().modes());
        }
        installed.close();
        assertEquals(Set.of(ProcessorMode.POWER11), modes(mock));
    }

    private static Set<ProcessorMode> modes(MockBackendProvider mock) {
        try (KvmHost kvm = KvmHost.builder().backend(mock).open()) {
            return kvm.compatCaps().modes();
        }
    }

    @Test
    void invalidPropertiesDoNotMatterWhileAHostIsInstalled() {
        System.setProperty("compatcaps.mock.modes", "power8");
        install(ProcessorMode.POWER9);
        assertEquals(Set.of(ProcessorMode.POWER9), modes(new MockBackendProvider()));
        installed.close();
    }

    @Test
    void selectionInTheApplicationComesFirst() {
        SimulatedHost other = host(ProcessorMode.POWER11);
        install(ProcessorMode.POWER9);
        try (KvmHost kvm = KvmHost.builder().backend(other).open()) {
            assertEquals(Set.of(ProcessorMode.POWER11), kvm.compatCaps().modes());
        }
        KvmHost.Builder jna = KvmHost.builder().backend("jna");
        BackendUnavailableException e = assertThrows(BackendUnavailableException.class, jna::open);
        assertTrue(e.getMessage().contains("'jna', selected by the application"), e.getMessage());
        installed.close();
    }

    @Test
    void closeRestoresTheProperty() {
        System.setProperty(BACKEND, "ffm");
        host(ProcessorMode.POWER9).install().close();
        assertEquals("ffm", System.getProperty(BACKEND));
        System.clearProperty(BACKEND);
        host(ProcessorMode.POWER9).install().close();
        assertNull(System.getProperty(BACKEND));
    }

    @Test
    void secondInstallationIsRejected() {
        install(ProcessorMode.POWER9);
        SimulatedHost second = host(ProcessorMode.POWER11);
        IllegalStateException e = assertThrows(IllegalStateException.class, second::install);
        assertTrue(e.getMessage().contains("Close its InstalledHost first"), e.getMessage());
        assertTrue(e.getMessage().contains("@ResourceLock"), e.getMessage());
        assertEquals(Set.of(ProcessorMode.POWER9), CompatCaps.query().modes());
        installed.close();
    }

    @Test
    void closeTwiceIsHarmless() {
        InstalledHost first = host(ProcessorMode.POWER9).install();
        first.close();
        install(ProcessorMode.POWER11);
        first.close();
        assertEquals(Set.of(ProcessorMode.POWER11), CompatCaps.query().modes());
        installed.close();
    }

    @Test
    void hostOpenedBeforeCloseStaysSimulated() {
        KvmHost kvm;
        install(ProcessorMode.POWER9);
        kvm = KvmHost.open();
        installed.close();
        assertEquals(Set.of(ProcessorMode.POWER9), kvm.compatCaps().modes());
        kvm.close();
    }

    @Test
    void oneOfManyThreadsInstalls() throws Exception {
        int threads = 8;
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            CountDownLatch start = new CountDownLatch(1);
            Callable<InstalledHost> install = () -> {
                start.await();
                return host(ProcessorMode.POWER9).install();
            };
            List<Future<InstalledHost>> results = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                results.add(pool.submit(install));
            }
            start.countDown();
            List<InstalledHost> handles = new ArrayList<>();
            for (Future<InstalledHost> result : results) {
                try {
                    handles.add(result.get());
                } catch (ExecutionException e) {
                    assertEquals(IllegalStateException.class, e.getCause().getClass());
                }
            }
            assertEquals(1, handles.size());
            handles.get(0).close();
        } finally {
            pool.shutdownNow();
        }
    }

    /**
     * Class loaders as in an application server: the SDK in the parent, with or without a mock, and the test's mock below.
     */
    @Test
    void mockThatTheSdkDoesNotFindIsRejected() throws Exception {
        URL api = KvmHost.class.getProtectionDomain().getCodeSource().getLocation();
        URL slf4j = org.slf4j.Logger.class.getProtectionDomain().getCodeSource().getLocation();
        URL mock = SimulatedHost.class.getProtectionDomain().getCodeSource().getLocation();
        ClassLoader platform = ClassLoader.getPlatformClassLoader();
        try (URLClassLoader sdk = new URLClassLoader(new URL[] {api, slf4j}, platform);
                URLClassLoader test = new URLClassLoader(new URL[] {mock}, sdk)) {
            Throwable e = installIn(test);
            assertEquals(IllegalStateException.class, e.getClass());
            assertTrue(e.getMessage().contains("does not find the copy of the mock"), e.getMessage());
            assertEquals(
                    BackendUnavailableException.class.getName(),
                    e.getCause().getClass().getName());
        }
        try (URLClassLoader sdk = new URLClassLoader(new URL[] {api, slf4j, mock}, platform);
                ChildFirst test = new ChildFirst(mock, sdk)) {
            Throwable e = installIn(test);
            assertEquals(IllegalStateException.class, e.getClass());
            assertTrue(e.getMessage().contains("only once"), e.getMessage());
        }
        assertNull(System.getProperty(BACKEND));
    }

    private static Throwable installIn(ClassLoader loader) throws Exception {
        Class<?> type = loader.loadClass(SimulatedHost.class.getName());
        assertSame(loader, type.getClassLoader());
        Object builder = type.getMethod("builder").invoke(null);
        Object host = builder.getClass().getMethod("build").invoke(builder);
        return assertThrows(
                        InvocationTargetException.class,
                        () -> type.getMethod("install").invoke(host))
                .getCause();
    }

    /** A class loader with its own copy of the mock, even if its parent has one. */
    private static final class ChildFirst extends URLClassLoader {

        ChildFirst(URL mock, ClassLoader parent) {
            super(new URL[] {mock}, parent);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                if (name.startsWith("org.compatcaps.backend.mock.")) {
                    Class<?> loaded = findLoadedClass(name);
                    return loaded != null ? loaded : findClass(name);
                }
                return super.loadClass(name, resolve);
            }
        }
    }
}

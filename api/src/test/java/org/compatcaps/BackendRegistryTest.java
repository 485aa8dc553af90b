// SPDX-License-Identifier: Apache-2.0
package org.compatcaps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Supplier;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipException;
import org.compatcaps.spi.BackendProblem;
import org.compatcaps.spi.BackendProvider;
import org.compatcaps.spi.SystemCalls;
import org.compatcaps.spi.UnavailableException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Tests BackendRegistry. ServiceLoader's iterator can throw from both of its methods and continue; {@link Trouble} does, too.
 */
class BackendRegistryTest {

    private static final String PROPERTY = "compatcaps.backend";

    private final FakeBackend best = FakeBackend.available("best", 300);
    private final FakeBackend second = FakeBackend.available("second", 200);
    private final FakeBackend broken = FakeBackend.unavailable("broken", 400, "needs Java 99");
    private final FakeBackend byName = FakeBackend.available("by-name", BackendProvider.ONLY_BY_NAME);

    @BeforeEach
    void clearSelection() {
        assumeTrue(System.getenv("COMPATCAPS_BACKEND") == null, "COMPATCAPS_BACKEND is set and selects a backend");
        System.clearProperty(PROPERTY);
    }

    @AfterEach
    void clearProperty() {
        System.clearProperty(PROPERTY);
    }

    private static BackendRegistry found(BackendProvider... providers) {
        return BackendRegistry.find(Arrays.asList(providers).iterator());
    }

    private static String chosen(String name, BackendProvider... providers) {
        return found(providers).choose(name).name();
    }

    private static BackendUnavailableException failure(String name, BackendProvider... providers) {
        return assertThrows(BackendUnavailableException.class, () -> chosen(name, providers));
    }

    @Test
    void chooseReturnsTheBestThatIsAvailable() {
        assertEquals("best", chosen(null, byName, second, best, broken));
    }

    @Test
    void chooseBindsNoBackendThatItDoesNotNeed() {
        chosen(null, byName, second, best, broken);
        assertEquals(1, broken.bound);
        assertEquals(1, best.bound);
        assertEquals(0, second.bound);
        assertEquals(0, byName.bound);

        chosen("second", byName, second, best, broken);
        assertEquals(1, second.bound);
        assertEquals(1, best.bound);
    }

    @Test
    void nameDecidesBetweenEqualPriorities() {
        FakeBackend equal = FakeBackend.available("also-best", 300);
        assertEquals("also-best", chosen(null, best, equal));
        assertEquals("also-best", chosen(null, equal, best));
    }

    @Test
    void selectionInCodeComesBeforeTheProperty() {
        System.setProperty(PROPERTY, "best");
        assertEquals("second", chosen("second", best, second));
        assertEquals("by-name", chosen("by-name", best, byName));
    }

    @Test
    void propertySelectsABackend() {
        System.setProperty(PROPERTY, "second");
        assertEquals("second", chosen(null, best, second));
        System.setProperty(PROPERTY, " second ");
        assertEquals("second", chosen(null, best, second));
    }

    @Test
    void blankPropertySelectsNothing() {
        System.setProperty(PROPERTY, " ");
        assertEquals("best", chosen(null, best, second));
    }

    @Test
    void negativePriorityIsNeverChosenAutomatically() {
        BackendUnavailableException e = failure(null, byName, broken);
        assertEquals(2, e.backends().size());
        assertTrue(
                e.getMessage()
                        .startsWith("There is no usable backend. Found: broken: not available: needs Java 99; by-name:"
                                + " available if selected explicitly. "),
                e.getMessage());
    }

    @Test
    void priorityZeroIsChosenAutomatically() {
        assertEquals("last", chosen(null, byName, broken, FakeBackend.available("last", 0)));
    }

    @Test
    void errorKeepsTheCauseOfEachBackend() {
        Throwable cause = new NoClassDefFoundError("com/example/Native");
        BackendUnavailableException e = failure(null, FakeBackend.throwing("throwing", 500, cause), broken);
        assertEquals(List.of(cause), Arrays.asList(e.getSuppressed()));
    }

    @Test
    void errorStatesThatNoBackendWasFound() {
        BackendUnavailableException e = failure(null);
        assertEquals(List.of(), e.backends());
        assertTrue(e.getMessage().contains("No backend at all was found. "), e.getMessage());
    }

    @Test
    void remedyDependsOnTheOperatingSystem() {
        assertTrue(messageOn("Linux", broken).contains(". Fix one of these problems, or add a backend for this Java"));
        assertTrue(messageOn("Linux").contains("No backend at all was found. Add a backend for this Java version: "));
        assertTrue(messageOn("Mac OS X", broken).endsWith("or simulate one with compatcaps-backend-mock."));
    }

    private static String messageOn(String osName, BackendProvider... providers) {
        String before = System.getProperty("os.name");
        System.setProperty("os.name", osName);
        try {
            return failure(null, providers).getMessage();
        } finally {
            System.setProperty("os.name", before);
        }
    }

    @Test
    void selectedBackendThatIsMissingIsAnError() {
        System.setProperty(PROPERTY, "missing");
        assertEquals(
                "Backend 'missing', selected by the system property compatcaps.backend, was not found. Found: best:"
                        + " available. Add its jar, correct the name, or select another backend.",
                failure(null, best).getMessage());
    }

    @Test
    void selectedBackendThatIsNotAvailableIsAnError() {
        assertEquals(
                "Backend 'broken', selected by the application, is not available: needs Java 99. Found: broken: not"
                        + " available: needs Java 99; best: available. Fix the problem, or select another backend.",
                failure("broken", broken, best).getMessage());
    }

    @Test
    void errorNamesADamagedJarInItsPlaceAmongTheBackends(@TempDir Path directory) throws IOException {
        Path damaged = Files.write(directory.resolve("compatcaps-backend-cut.jar"), new byte[10]);
        String message = withClassPath(
                damaged.toString(), () -> failure("missing", best, byName).getMessage());
        assertTrue(
                message.contains("Found: best: available; (broken): not available: cannot be loaded: java."), message);
        assertTrue(message.contains(". " + damaged + " is damaged. Replace it with the original; by-name:"), message);
    }

    @Test
    void damagedJarsAreFoundOnTheClassPathAndInLibBesideTheOnlyJar(@TempDir Path directory) throws IOException {
        Path lib = Files.createDirectories(directory.resolve("lib"));
        Path application = directory.resolve("application.jar");
        Path good = lib.resolve("compatcaps-backend-good.jar");
        Path cut = lib.resolve("compatcaps-backend-cut.jar");
        Path other = Files.write(lib.resolve("other.jar"), new byte[10]);
        for (Path jar : List.of(application, good)) {
            try (OutputStream file = Files.newOutputStream(jar)) {
                new JarOutputStream(file, new Manifest()).close();
            }
        }
        Files.write(cut, new byte[10]);
        Files.createDirectories(lib.resolve("compatcaps-backend-classes"));
        assertEquals(List.of(cut.toString()), damagedOn(good + File.pathSeparator + cut + File.pathSeparator + other));
        assertEquals(List.of(cut.toString()), damagedOn(application.toString()));
        assertEquals(List.of(), damagedOn(application + File.pathSeparator + good));
        for (String path : List.of("", "/", "not\0a\0path", directory.toString(), "compatcaps-backend-missing.jar")) {
            assertEquals(List.of(), damagedOn(path), path);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "true, /a!/api.jar, jar:file:/a!/api.jar!/X.class",
        "true, other.jar, jar:file:/a!/api.jar!/X.class",
        "false, /a/api.jar, jar:file:/a/api.jar!/X.class",
        "false, /a!b/api.jar, jar:file:/a!b/api.jar!/X.class",
        "false, app.jar, jar:file:/app.jar!/lib/api.jar!/X.class",
        "false, app.war, jar:file:/app.war!/WEB-INF/lib/api.jar!/X.class",
        "false, app.jar, jar:nested:/app.jar/!BOOT-INF/lib/api.jar!/X.class!/",
        "false, api.zip, jar:file:/api.zip!/X.class",
        "false, classes, file:/classes/X.class",
        "false, '', null",
    })
    void pathIsMisreadBelowANameThatEndsInAnExclamationMark(boolean expected, String classPath, String resource) {
        assertEquals(expected, BackendRegistry.isPathMisread(classPath, resource));
    }

    @Test
    void failedSearchIsReportedWithItsReason() {
        UnavailableException reason = new UnavailableException(BackendProblem.THREAD_LIMIT, "needs threads");
        BackendUnavailableException e = new BackendUnavailableException(reason);
        assertEquals("There is no usable backend. The search for backends needs threads.", e.getMessage());
        assertEquals(List.of(reason), List.of(e.getSuppressed()));
        assertEquals(List.of(), e.backends());
    }

    private static List<String> damagedOn(String classPath) {
        List<String> jars = new ArrayList<>();
        for (Backend backend : withClassPath(classPath, () -> found().backends())) {
            assertEquals(Optional.of(BackendProblem.JAR_DAMAGED), backend.problem());
            assertInstanceOf(ZipException.class, backend.cause().orElseThrow());
            String reason = backend.reason().orElseThrow();
            jars.add(reason.substring(reason.indexOf(". /") + 2, reason.indexOf(" is damaged")));
        }
        return jars;
    }

    private static <T> T withClassPath(String classPath, Supplier<T> work) {
        String before = System.getProperty("java.class.path");
        System.setProperty("java.class.path", classPath);
        try {
            return work.get();
        } finally {
            System.setProperty("java.class.path", before);
        }
    }

    @Test
    void listTriesBackendsThatAreNotNativeAgain() {
        byName.isNative = false;
        BackendRegistry registry = found(byName, best);
        for (int i = 1; i <= 2; i++) {
            registry.backends().forEach(Backend::available);
            assertEquals(i, byName.bound);
            assertEquals(1, best.bound);
        }
    }

    @Test
    void passedProviderThatIsNotAvailableIsAnError() {
        assertEquals("best", Backend.of(best).name());
        BackendUnavailableException e = assertThrows(
                BackendUnavailableException.class, () -> Backend.of(broken).systemCalls());
        assertTrue(e.getMessage().contains("needs Java 99"), e.getMessage());
    }

    @Test
    void throwingProviderDisablesItselfAlone() {
        assertEquals("best", chosen(null, FakeBackend.throwing("throwing", 500, new NoClassDefFoundError()), best));
    }

    @Test
    void serializedErrorKeepsItsMessage() throws Exception {
        BackendUnavailableException e = failure(null, broken);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new ObjectOutputStream(bytes).writeObject(e);
        BackendUnavailableException read = (BackendUnavailableException)
                new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
        assertEquals(e.getMessage(), read.getMessage());
        assertEquals(List.of(), read.backends());
    }

    private final BackendProvider good = FakeBackend.available("good", 1);

    /** An iterator over providers and errors, which throws the errors from hasNext or from next. */
    private static final class Trouble implements Iterator<BackendProvider> {
        private final Deque<Object> elements;
        private final boolean fromHasNext;

        Trouble(boolean fromHasNext, Object... elements) {
            this.elements = new ArrayDeque<>(Arrays.asList(elements));
            this.fromHasNext = fromHasNext;
        }

        @Override
        public boolean hasNext() {
            if (fromHasNext && elements.peek() instanceof Error) {
                throw (Error) elements.poll();
            }
            return !elements.isEmpty();
        }

        @Override
        public BackendProvider next() {
            if (elements.peek() instanceof Error) {
                throw (Error) elements.poll();
            }
            return (BackendProvider) elements.poll();
        }
    }

    @Test
    void classFileThatIsTooNewDoesNotHideOthers() {
        Error tooNew = new UnsupportedClassVersionError("com/example/New (class file version 99.0)");
        assertGoodAndBroken(find(new Trouble(true, tooNew, good)), tooNew);
        assertGoodAndBroken(find(new Trouble(true, good, tooNew)), tooNew);
    }

    @Test
    void throwingConstructorDoesNotHideOthers() {
        Error cannotBeMade =
                new ServiceConfigurationError("Provider X could not be instantiated", new Exception("why"));
        assertGoodAndBroken(find(new Trouble(false, cannotBeMade, good)), cannotBeMade);
        String reason = find(new Trouble(false, cannotBeMade)).get(0).toString();
        assertTrue(reason.contains("java.lang.Exception: why"), reason);
        assertTrue(reason.contains("Provider X could not be instantiated"), reason);
    }

    private static List<Backend> find(Iterator<BackendProvider> providers) {
        return BackendRegistry.find(providers).backends();
    }

    private static void assertGoodAndBroken(List<Backend> found, Error cause) {
        assertEquals(2, found.size());
        assertEquals("good", found.get(0).name());
        assertEquals("(broken)", found.get(1).name());
        assertSame(cause, found.get(1).cause().orElseThrow());
    }

    @Test
    void endlesslyFailingIteratorIsReportedOnce() {
        int[] failures = {0};
        Iterator<BackendProvider> endless = new Iterator<>() {
            @Override
            public boolean hasNext() {
                failures[0]++;
                throw new ServiceConfigurationError("Error reading configuration file");
            }

            @Override
            public BackendProvider next() {
                throw new AssertionError("not to be called");
            }
        };
        List<Backend> found = BackendRegistry.find(endless).backends();
        assertEquals(8, failures[0]);
        assertEquals(1, found.size());
        assertTrue(found.get(0).reason().orElseThrow().contains("Error reading configuration file"));
    }

    /** A provider for a services file. */
    public static final class Good implements BackendProvider {
        @Override
        public String name() {
            return "good";
        }

        @Override
        public int priority() {
            return 1;
        }

        @Override
        public SystemCalls bind() {
            return new ScriptedCalls();
        }
    }

    @Test
    void serviceLoaderContinuesAfterProvidersThatCannotBeLoaded(@TempDir Path directory) throws Exception {
        Path services = Files.createDirectories(directory.resolve("META-INF/services"));
        Files.writeString(
                services.resolve(BackendProvider.class.getName()),
                "com.example.TooNew\ncom.example.Missing\n" + BackendRegistryTest.class.getName() + "\n"
                        + Good.class.getName() + "\n");
        Path tooNew = Files.createDirectories(directory.resolve("com/example")).resolve("TooNew.class");
        // The header of a class file of a future version; the JVM reads nothing after it.
        Files.write(tooNew, new byte[] {(byte) 0xCA, (byte) 0xFE, (byte) 0xBA, (byte) 0xBE, 0, 0, 4, 0, 0, 1});

        List<Backend> found;
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {directory.toUri().toURL()}, BackendProvider.class.getClassLoader())) {
            found = find(ServiceLoader.load(BackendProvider.class, loader).iterator());
        }
        assertEquals("good", found.get(0).name());
        List<String> reasons = new ArrayList<>();
        assertEquals(RegisteredBackend.NAME, found.get(found.size() - 1).name());
        for (Backend candidate : found.subList(1, found.size() - 1)) {
            assertEquals("(broken)", candidate.name());
            reasons.add(candidate.reason().orElseThrow());
        }
        assertEquals(3, reasons.size(), reasons.toString());
        assertTrue(reasons.get(0).contains("UnsupportedClassVersionError"), reasons.get(0));
        assertTrue(reasons.get(0).contains("com/example/TooNew"), reasons.get(0));
        assertTrue(reasons.get(0)
                .endsWith(". Use a newer Java version, or a release of that backend for this Java version"));
        assertTrue(reasons.get(1).contains("com.example.Missing"), reasons.get(1));
        assertTrue(reasons.get(1).contains(". Check the jar of that backend"), reasons.get(1));
        assertTrue(reasons.get(2).contains("not a subtype"), reasons.get(2));
    }

    @Test
    void providersAreFoundOnce() {
        assertSame(BackendRegistry.found(), BackendRegistry.found());
        assertEquals(RegisteredBackend.NAME, Backend.list().get(0).name());
        assertEquals(1, Backend.list().size());
    }
}

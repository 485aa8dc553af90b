// SPDX-License-Identifier: Apache-2.0
package org.compatcaps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.compatcaps.spi.Availability;
import org.compatcaps.spi.BackendProvider;
import org.compatcaps.spi.LinuxBackendProvider;
import org.compatcaps.spi.SystemCalls;
import org.compatcaps.spi.UnavailableException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** ServiceLoader's iterator throws from both of its methods and goes on afterwards; this one does so where it is told to. */
class BackendFinderTest {

    private final BackendProvider good = new FakeBackend("good", 1, Availability.available());

    /** Throws the errors that it is given, from hasNext or from next, and returns the providers. */
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
    void aClassFileThatIsTooNewIsALinkageErrorFromHasNext() {
        Error tooNew = new UnsupportedClassVersionError("com/example/New (class file version 99.0)");
        assertGoodAndBroken(BackendFinder.find(new Trouble(true, tooNew, good)), tooNew);
        assertGoodAndBroken(BackendFinder.find(new Trouble(true, good, tooNew)), tooNew);
    }

    @Test
    void aConstructorThatThrowsIsAServiceConfigurationErrorFromNext() {
        Error cannotBeMade =
                new ServiceConfigurationError("Provider X could not be instantiated", new Exception("why"));
        assertGoodAndBroken(BackendFinder.find(new Trouble(false, cannotBeMade, good)), cannotBeMade);
        assertTrue(BackendFinder.find(new Trouble(false, cannotBeMade))
                .get(0)
                .status()
                .toString()
                .contains("why"));
    }

    private static void assertGoodAndBroken(List<BackendCandidate> found, Error cause) {
        assertEquals(2, found.size());
        assertEquals("good", found.get(0).name());
        assertEquals("(broken)", found.get(1).name());
        assertSame(cause, found.get(1).status().cause().orElseThrow());
    }

    @Test
    void anIteratorThatNeverStopsFailingIsGivenUpAndReportedOnce() {
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
        List<BackendCandidate> found = BackendFinder.find(endless);
        assertEquals(8, failures[0]);
        assertEquals(1, found.size());
        assertTrue(found.get(0).status().reason().orElseThrow().contains("Error reading configuration file"));
    }

    /** What a services file can name. */
    public static final class Good extends LinuxBackendProvider {
        public Good() {
            super("good", 1);
        }

        @Override
        protected SystemCalls bind() throws UnavailableException {
            throw new UnavailableException("not needed here");
        }
    }

    @Test
    void theRealServiceLoaderGoesOnBehindProvidersThatCannotBeLoaded(@TempDir Path directory) throws Exception {
        Path services = Files.createDirectories(directory.resolve("META-INF/services"));
        Files.writeString(
                services.resolve(BackendProvider.class.getName()),
                "com.example.TooNew\ncom.example.Missing\n" + BackendFinderTest.class.getName() + "\n"
                        + Good.class.getName() + "\n");
        Path tooNew = Files.createDirectories(directory.resolve("com/example")).resolve("TooNew.class");
        // The head of a class file of a version that does not exist yet; the JVM reads no further.
        Files.write(tooNew, new byte[] {(byte) 0xCA, (byte) 0xFE, (byte) 0xBA, (byte) 0xBE, 0, 0, 4, 0, 0, 1});

        List<BackendCandidate> found;
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {directory.toUri().toURL()}, BackendProvider.class.getClassLoader())) {
            found = BackendFinder.find(
                    ServiceLoader.load(BackendProvider.class, loader).iterator());
        }
        assertEquals("good", found.get(0).name());
        List<String> reasons = new ArrayList<>();
        assertEquals(RegisteredBackend.NAME, found.get(found.size() - 1).name());
        for (BackendCandidate candidate : found.subList(1, found.size() - 1)) {
            assertEquals("(broken)", candidate.name());
            reasons.add(candidate.status().reason().orElseThrow());
        }
        assertEquals(3, reasons.size(), reasons.toString());
        assertTrue(reasons.get(0).contains("UnsupportedClassVersionError"), reasons.get(0));
        assertTrue(reasons.get(0).contains("com/example/TooNew"), reasons.get(0));
        assertTrue(reasons.get(0).endsWith("; use a newer Java, or a release of that backend for this one"));
        assertTrue(reasons.get(1).contains("com.example.Missing"), reasons.get(1));
        assertTrue(reasons.get(1).contains("; check the jar that it comes from"), reasons.get(1));
        assertTrue(reasons.get(2).contains("not a subtype"), reasons.get(2));
    }

    @Test
    void providersAreKept() {
        List<BackendCandidate> found = BackendFinder.find();
        assertEquals(1, found.size());
        assertEquals(RegisteredBackend.NAME, found.get(0).name());
        assertSame(found, BackendFinder.find());
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.compatcaps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.compatcaps.spi.Availability;
import org.compatcaps.spi.BackendProvider;
import org.compatcaps.spi.SystemCalls;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackendChoiceTest {

    private static final String PROPERTY = "org.compatcaps.backend";

    private final FakeBackend best = new FakeBackend("best", 300, Availability.available());
    private final FakeBackend second = new FakeBackend("second", 200, Availability.available());
    private final FakeBackend broken = new FakeBackend("broken", 400, Availability.unavailable("needs Java 99"));
    private final FakeBackend byName =
            new FakeBackend("by-name", BackendProvider.ONLY_BY_NAME, Availability.available());

    @BeforeEach
    void withoutAChoiceFromOutside() {
        assumeTrue(System.getenv("COMPATCAPS_BACKEND") == null, "COMPATCAPS_BACKEND is set and would choose");
        System.clearProperty(PROPERTY);
    }

    @AfterEach
    void clearProperty() {
        System.clearProperty(PROPERTY);
    }

    private static String cureOn(String osName, BackendProvider... providers) {
        String before = System.getProperty("os.name");
        System.setProperty("os.name", osName);
        try {
            return assertThrows(BackendUnavailableException.class, () -> chosen(null, providers))
                    .getMessage();
        } finally {
            System.setProperty("os.name", before);
        }
    }

    @Test
    void theCureIsOneForThisSystem() {
        assertTrue(cureOn("Linux").contains("found. Add one that works on this Java: compatcaps-backend-ffm"));
        assertTrue(cureOn("Linux", byName).contains("by name. Add one that works on this Java"));
        assertTrue(cureOn("Linux", broken).contains(". Remove one of these reasons, or add another that works"));
        assertTrue(
                cureOn("Mac OS X", broken).contains("work on Linux only. Ask on an IBM Power host, or simulate one"));
    }

    private static List<BackendCandidate> found(BackendProvider... providers) {
        return BackendFinder.find(Arrays.asList(providers).iterator());
    }

    private static String chosen(String name, BackendProvider... providers) {
        return BackendChoice.choose(found(providers), name).name();
    }

    @Test
    void theHighestPriorityThatIsAvailable() {
        assertEquals("best", chosen(null, byName, second, best, broken));
    }

    @Test
    void othersAreNotEvenTried() {
        chosen(null, byName, second, best, broken);
        assertEquals(1, broken.tried);
        assertEquals(1, best.tried);
        assertEquals(0, second.tried);
        assertEquals(0, byName.tried);

        chosen("second", byName, second, best, broken);
        assertEquals(1, second.tried);
        assertEquals(1, best.tried);
    }

    @Test
    void amongEqualsTheNameDecides() {
        FakeBackend equal = new FakeBackend("also-best", 300, Availability.available());
        assertEquals("also-best", chosen(null, best, equal));
        assertEquals("also-best", chosen(null, equal, best));
    }

    @Test
    void theOneAskedForInCode() {
        System.setProperty(PROPERTY, "best");
        assertEquals("second", chosen("second", best, second));
        assertEquals("by-name", chosen("by-name", best, byName));
    }

    @Test
    void theOneAskedForByProperty() {
        System.setProperty(PROPERTY, "second");
        assertEquals("second", chosen(null, best, second));
        System.setProperty(PROPERTY, " second ");
        assertEquals("second", chosen(null, best, second));
    }

    @Test
    void aBlankPropertyIsNoChoice() {
        System.setProperty(PROPERTY, " ");
        assertEquals("best", chosen(null, best, second));
    }

    @Test
    void neverAutomaticallyOneThatIsOnlyByName() {
        BackendUnavailableException e =
                assertThrows(BackendUnavailableException.class, () -> chosen(null, byName, broken));
        assertEquals(2, e.backends().size());
        assertTrue(e.getMessage().contains("broken: not available: needs Java 99"), e.getMessage());
        assertTrue(e.getMessage().contains("by-name: available, only by name"), e.getMessage());
    }

    @Test
    void thePriorityZeroIsAnAutomaticOne() {
        FakeBackend last = new FakeBackend("last", 0, Availability.available());
        assertEquals("last", chosen(null, byName, broken, last));
        assertEquals("last: available", Backends.statusOf(found(last)).get(0).toString());
    }

    @Test
    void theErrorKeepsWhatEachBackendThrew() {
        Throwable cause = new NoClassDefFoundError("com/example/Native");
        BackendUnavailableException e =
                assertThrows(BackendUnavailableException.class, () -> chosen(null, throwing(cause, false), broken));
        assertEquals(List.of(cause), Arrays.asList(e.getSuppressed()));
    }

    @Test
    void noBackendAtAll() {
        BackendUnavailableException e = assertThrows(BackendUnavailableException.class, () -> chosen(null));
        assertEquals(List.of(), e.backends());
        assertTrue(e.getMessage().contains("No backend at all was found"), e.getMessage());
    }

    @Test
    void noFallbackFromOneThatIsNotThere() {
        System.setProperty(PROPERTY, "missing");
        BackendUnavailableException e = assertThrows(BackendUnavailableException.class, () -> chosen(null, best));
        assertTrue(e.getMessage().contains("'missing', asked for by the system property " + PROPERTY), e.getMessage());
        assertTrue(e.getMessage().contains("best: available"), e.getMessage());
    }

    @Test
    void noFallbackFromOneThatCannotBeUsed() {
        BackendUnavailableException e =
                assertThrows(BackendUnavailableException.class, () -> chosen("broken", broken, best));
        assertTrue(e.getMessage().contains("cannot be used: needs Java 99"), e.getMessage());
    }

    @Test
    void theErrorNamesADamagedJarInItsPlaceAmongTheBackends(@TempDir Path directory) throws IOException {
        Path damaged = Files.write(directory.resolve("compatcaps-backend-cut.jar"), new byte[10]);
        String before = System.getProperty("java.class.path");
        System.setProperty("java.class.path", damaged.toString());
        try {
            BackendUnavailableException e =
                    assertThrows(BackendUnavailableException.class, () -> chosen("missing", best, byName));
            assertTrue(
                    e.getMessage()
                            .contains("Found: best: available; (broken): not available: " + damaged
                                    + " is on the class path but cannot be opened ("),
                    e.getMessage());
            assertTrue(e.getMessage().contains("; by-name: available, only by name."), e.getMessage());
        } finally {
            System.setProperty("java.class.path", before);
        }
    }

    @Test
    void aProviderThatTheCallerPassesMustBeAvailableToo() {
        assertEquals("best", BackendChoice.given(best).name());
        BackendUnavailableException e =
                assertThrows(BackendUnavailableException.class, () -> BackendChoice.given(broken));
        assertTrue(e.getMessage().contains("needs Java 99"), e.getMessage());
    }

    @Test
    void aProviderThatThrowsDisablesItselfAlone() {
        Throwable cause = new NoClassDefFoundError("com/example/Native");
        BackendProvider nameless = throwing(cause, true);
        BackendProvider named = throwing(cause, false);
        List<BackendCandidate> candidates = found(nameless, named, best);
        assertEquals("best", BackendChoice.choose(candidates, null).name());

        List<BackendStatus> statuses = Backends.statusOf(candidates);
        assertEquals("throwing", statuses.get(0).name());
        assertFalse(statuses.get(0).isAvailable());
        assertSame(cause, statuses.get(0).cause().orElseThrow());
        assertTrue(statuses.get(0).reason().orElseThrow().contains("com/example/Native"));
        assertEquals("(broken)", statuses.get(2).name());
        assertSame(cause, statuses.get(2).cause().orElseThrow());
    }

    @Test
    void statusReadsWell() {
        List<BackendStatus> statuses = Backends.statusOf(found(byName, broken, best));
        assertEquals("broken: not available: needs Java 99", statuses.get(0).toString());
        assertEquals("best: available", statuses.get(1).toString());
        assertEquals("by-name: available, only by name", statuses.get(2).toString());
        assertTrue(statuses.get(1).isAutomatic());
        assertFalse(statuses.get(2).isAutomatic());
        assertEquals(Optional.empty(), statuses.get(1).reason());
        assertEquals(Optional.empty(), statuses.get(1).cause());
    }

    private static BackendProvider throwing(Throwable thrown, boolean already) {
        return new BackendProvider() {
            @Override
            public String name() {
                if (already) {
                    throw (Error) thrown;
                }
                return "throwing";
            }

            @Override
            public int priority() {
                return 500;
            }

            @Override
            public Availability availability() {
                throw (Error) thrown;
            }

            @Override
            public SystemCalls systemCalls() {
                throw new UnsupportedOperationException();
            }
        };
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The classes that are loaded from the start of a JVM to the first answer, beyond those of an empty program. */
class ClassesIT {

    /** In all, with some room: what a new release of a JDK or library may add without anybody's fault. */
    private static final Map<String, Integer> IN_ALL = Map.of("nothing", 410, "ffm", 840, "jna", 880, "jnr", 840);

    private static Goals goals;

    @BeforeAll
    static void readGoals() throws IOException {
        goals = Goals.read();
    }

    static List<Jvm> jvms() throws IOException {
        return Rig.jvms();
    }

    static List<Rig.Pair> pairs() throws IOException {
        return Rig.pairs();
    }

    private static LoadedClasses beyondEmpty(Program program, Jvm jvm) throws Exception {
        return LoadedClasses.of(program, jvm, List.of())
                .beyond(LoadedClasses.of(Program.empty(Rig.jars()), jvm, List.of()));
    }

    @ParameterizedTest
    @MethodSource("jvms")
    void ofApiItself(Jvm jvm) throws Exception {
        List<String> own = beyondEmpty(Program.nothing(Rig.jars()), jvm).names().stream()
                .filter(LoadedClasses::isApi)
                .toList();
        assertTrue(own.contains("org.compatcaps.CompatCaps"), own.toString());
        assertTrue(goals.of("classes/api").isMetBy(own.size()), own.size() + ": " + own);
    }

    @ParameterizedTest
    @MethodSource("jvms")
    void thatApiCausesAreNotForLoggingStreamsOrRegularExpressions(Jvm jvm) throws Exception {
        LoadedClasses services = LoadedClasses.of(Program.services(Rig.jars()), jvm, List.of());
        List<String> forbidden = beyondEmpty(Program.nothing(Rig.jars()), jvm).beyond(services).names().stream()
                .filter(LoadedClasses::isForbidden)
                .toList();
        assertEquals(List.of(), forbidden);
    }

    @ParameterizedTest
    @MethodSource("jvms")
    void inAllWithoutABackend(Jvm jvm) throws Exception {
        assertInAll("nothing", beyondEmpty(Program.nothing(Rig.jars()), jvm));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void inAll(Rig.Pair pair) throws Exception {
        Rig.assumeRealKvmOfX86();
        LoadedClasses loaded = beyondEmpty(Program.firstAnswer(Rig.jars(), pair.backend()), pair.jvm());
        assertTrue(loaded.count(LoadedClasses::isBackend) > 0, loaded.names().toString());
        assertInAll(pair.backend(), loaded);
    }

    private static void assertInAll(String backend, LoadedClasses loaded) {
        int limit = IN_ALL.get(backend);
        // There is nothing to tell, and so nothing is set up to tell it.
        assertEquals(0, loaded.count(LoadedClasses::isSlf4j), loaded.names().toString());
        assertTrue(loaded.count() <= limit, loaded.count() + " classes, at most " + limit + ": " + loaded.names());
    }

    @Test
    void aForbiddenClassIsFound() {
        for (String name : List.of(
                "java.util.stream.ReferencePipeline",
                "java.util.regex.Pattern",
                "java.util.logging.Logger",
                "org.slf4j.simple.SimpleLogger")) {
            assertTrue(LoadedClasses.isForbidden(name), name);
        }
        assertTrue(!LoadedClasses.isForbidden("org.slf4j.helpers.NOPLogger"));
        assertTrue(!LoadedClasses.isForbidden("java.util.Spliterator"));
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The classes that are loaded from the start of a JVM to the first answer. */
class ClassesIT {

    static List<Rig.Pair> pairs() throws IOException {
        return Rig.pairs();
    }

    /** SLF4J may print to standard error as soon as it is loaded. */
    @ParameterizedTest
    @MethodSource("pairs")
    void preferredBackendLoadsNothingOfSlf4j(Rig.Pair pair) throws Exception {
        Rig.assumeRealKvmOfX86();
        LoadedClasses loaded = LoadedClasses.of(Program.firstAnswer(Rig.jars(), pair.backend()), pair.jvm(), List.of());
        assertTrue(loaded.count(LoadedClasses::isBackend) > 0, loaded.names().toString());
        assertEquals(0, loaded.count(LoadedClasses::isSlf4j), loaded.names().toString());
    }
}

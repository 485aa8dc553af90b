// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.benchmarks;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The classes that are loaded from the start of a JVM to the first answer. */
class ClassesIT {

    /** SLF4J may print to standard error as soon as it is loaded. */
    @ParameterizedTest
    @MethodSource("org.compatcaps.verification.benchmarks.Combination#all")
    void preferredBackendLoadsNothingOfSlf4j(Combination combination) throws Exception {
        Combination.assumeKvmOfX86();
        String loaded = Program.firstAnswer(Combination.JARS, combination.backend())
                .check(combination.jvm(), "-Xlog:class+load");
        assertTrue(loaded.contains("] org.compatcaps.backend."), loaded);
        assertFalse(loaded.contains("] org.slf4j."), loaded);
    }
}

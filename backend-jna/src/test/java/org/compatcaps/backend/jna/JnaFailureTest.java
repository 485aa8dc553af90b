// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.backend.jna;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.compatcaps.spi.BackendProblem;
import org.compatcaps.spi.UnavailableException;
import org.junit.jupiter.api.Test;

/** Tests the failures that {@code verification/failures} does not cause in JNA. */
class JnaFailureTest {

    private static final String SECOND = "Could not initialize class com.sun.jna.Native";

    @Test
    void secondAttemptBeforeJava17RefersToTheFirst() {
        UnavailableException e = JnaFailure.explain(new NoClassDefFoundError(SECOND));
        assertEquals(BackendProblem.LIBRARY_NOT_LOADED, e.problem());
        assertTrue(
                e.getMessage().endsWith("to load JNA failed. Fix the error of that attempt, or use another backend"));
    }

    @Test
    void secondAttemptHasTheFixOfTheFirst() {
        NoClassDefFoundError second = new NoClassDefFoundError(SECOND);
        second.initCause(
                new ExceptionInInitializerError("Exception java.lang.UnsatisfiedLinkError: not writable [in thread]"));
        UnavailableException e = JnaFailure.explain(second);
        assertEquals(BackendProblem.LIBRARY_NOT_UNPACKED, e.problem());
        assertTrue(e.getMessage().endsWith("Name one with -Djna.tmpdir"));
    }

    @Test
    void otherMissingClassIsAMissingJar() {
        UnavailableException e = JnaFailure.explain(new NoClassDefFoundError("com/sun/jna/Native"));
        assertEquals(BackendProblem.LIBRARY_MISSING, e.problem());
    }
}

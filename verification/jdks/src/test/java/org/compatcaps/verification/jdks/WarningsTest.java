// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.jdks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class WarningsTest {
    private static final String NATIVE = """
            WARNING: A restricted method in java.lang.System has been called
            WARNING: java.lang.System::load has been called by com.sun.jna.Native in module com.sun.jna (file:/m/jna.jar)
            WARNING: Use --enable-native-access=com.sun.jna to avoid a warning for callers in this module
            WARNING: Restricted methods will be blocked in a future release unless native access is enabled

            """;

    static final String SLF4J = """
            SLF4J(W): No SLF4J providers were found.
            SLF4J(W): Defaulting to no-operation (NOP) logger implementation
            SLF4J(W): See https://www.slf4j.org/codes.html#noProviders for further details.
            """;

    @Test
    void everyOccurrenceGetsAName() {
        assertEquals(
                List.of("slf4j", "native=com.sun.jna", "native=com.sun.jna"), Warnings.in(SLF4J + NATIVE + NATIVE));
        assertEquals(List.of(), Warnings.in("\n \n"));
    }

    @Test
    void unknownLinesStayAsTheyAre() {
        assertEquals(
                List.of("slf4j", "WARNING: Something new", "native=com.sun.jna", "the end"),
                Warnings.in(SLF4J + "WARNING: Something new\n" + NATIVE + "the end"));
    }

    @Test
    void warningWithALineMoreOrLessIsUnknown() {
        assertEquals(
                5,
                Warnings.in(NATIVE.replace("WARNING: Use", "WARNING: New\nWARNING: Use"))
                        .size());
        assertEquals(
                2,
                Warnings.in(SLF4J.substring(0, SLF4J.indexOf("SLF4J(W): See"))).size());
    }
}

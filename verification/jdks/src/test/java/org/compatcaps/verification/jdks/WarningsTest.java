// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.jdks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class WarningsTest {
    private static final String NATIVE = "WARNING: A restricted method in java.lang.System has been called\n"
            + "WARNING: java.lang.System::load has been called by com.sun.jna.Native in module com.sun.jna (file:/m/jna.jar)\n"
            + "WARNING: Use --enable-native-access=com.sun.jna to avoid a warning for callers in this module\n"
            + "WARNING: Restricted methods will be blocked in a future release unless native access is enabled\n"
            + "\n";

    private static final String SLF4J = "SLF4J(W): No SLF4J providers were found.\n"
            + "SLF4J(W): Defaulting to no-operation (NOP) logger implementation\n"
            + "SLF4J(W): See https://www.slf4j.org/codes.html#noProviders for further details.\n";

    private static final String UNSAFE = "WARNING: A terminally deprecated method in sun.misc.Unsafe has been called\n"
            + "WARNING: sun.misc.Unsafe::getLong has been called by com.example.Memory (file:/m/e.jar)\n"
            + "WARNING: Please consider reporting this to the maintainers of class com.example.Memory\n"
            + "WARNING: sun.misc.Unsafe::getLong will be removed in a future release\n";

    @Test
    void eachGetsAName() {
        assertEquals(
                List.of("slf4j", "native=com.sun.jna", "unsafe=com.example.Memory"),
                Warnings.in(SLF4J + NATIVE + UNSAFE));
    }

    @Test
    void everyOccurrenceCounts() {
        assertEquals(List.of("native=com.sun.jna", "native=com.sun.jna"), Warnings.in(NATIVE + NATIVE));
    }

    @Test
    void whatIsNotKnownStaysAsItIs() {
        assertEquals(
                List.of("slf4j", "WARNING: Something new", "native=com.sun.jna", "the end"),
                Warnings.in(SLF4J + "WARNING: Something new\n" + NATIVE + "the end"));
    }

    @Test
    void aWarningWithALineMoreOrLessIsNotTheKnownOne() {
        assertEquals(
                5,
                Warnings.in(NATIVE.replace("WARNING: Use", "WARNING: New\nWARNING: Use"))
                        .size());
        assertEquals(
                2,
                Warnings.in(SLF4J.substring(0, SLF4J.indexOf("SLF4J(W): See"))).size());
    }

    @Test
    void nothingIsNoWarning() {
        assertEquals(List.of(), Warnings.in(""));
        assertEquals(List.of(), Warnings.in("\n\n"));
    }
}

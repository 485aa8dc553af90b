// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.internal.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares request numbers with literal values from the kernel's headers. */
class IoctlEncodingTest {

    @ParameterizedTest
    @CsvSource({"0x00, 0x2000AE00", "0x01, 0x2000AE01", "0x03, 0x2000AE03", "0xB8, 0x2000AEB8"})
    void powerpcSetsABitIfNothingIsTransferred(String number, String request) {
        assertEquals(Long.decode(request), IoctlEncoding.POWERPC.io(0xAE, Integer.decode(number)));
    }

    @ParameterizedTest
    @CsvSource({"0x00, 0xAE00", "0x01, 0xAE01", "0x03, 0xAE03", "0xB8, 0xAEB8"})
    void otherArchitecturesSetNoBitIfNothingIsTransferred(String number, String request) {
        assertEquals(Long.decode(request), IoctlEncoding.GENERIC.io(0xAE, Integer.decode(number)));
    }

    @Test
    void readRequestsContainTheSize() {
        assertEquals(0x4010AEE4L, IoctlEncoding.POWERPC.ior(0xAE, 0xE4, 16));
        assertEquals(0x8010AEE4L, IoctlEncoding.GENERIC.ior(0xAE, 0xE4, 16));
        // TUNGETFEATURES of x86 and FIONREAD of powerpc, two well-known read requests
        assertEquals(0x800454CFL, IoctlEncoding.GENERIC.ior('T', 0xCF, 4));
        assertEquals(0x4004667FL, IoctlEncoding.POWERPC.ior('f', 127, 4));
    }

    @Test
    void powerpcHasOneBitLessForTheSize() {
        assertEquals(0x5FFFAE00L, IoctlEncoding.POWERPC.ior(0xAE, 0, 0x1FFF));
        assertThrows(IllegalArgumentException.class, () -> IoctlEncoding.POWERPC.ior(0xAE, 0, 0x2000));
        assertEquals(0xBFFFAE00L, IoctlEncoding.GENERIC.ior(0xAE, 0, 0x3FFF));
        assertThrows(IllegalArgumentException.class, () -> IoctlEncoding.GENERIC.ior(0xAE, 0, 0x4000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ppc64le", "ppc64", "ppc", "powerpc64le"})
    void everyNameOfPowerpcSelectsItsEncoding(String architecture) {
        assertEquals(IoctlEncoding.POWERPC, IoctlEncoding.of(architecture));
    }

    @ParameterizedTest
    @ValueSource(strings = {"amd64", "aarch64", "s390x", "riscv64", "unknown"})
    void otherArchitecturesHaveTheGenericEncoding(String architecture) {
        assertEquals(IoctlEncoding.GENERIC, IoctlEncoding.of(architecture));
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.internal.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErrnoTest {

    private static final Pattern DEFINE = Pattern.compile("#define\\s+(E\\w+)\\s+(\\d+)\\b.*");

    @ParameterizedTest
    @CsvSource({"1, EPERM", "2, ENOENT", "4, EINTR", "7, E2BIG", "22, EINVAL", "25, ENOTTY", "133, EHWPOISON"})
    void nameIsThatOfTheKernel(int errno, String name) {
        assertEquals(name, Errno.name(errno));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 41, 134, 4095, -1, Integer.MIN_VALUE, Integer.MAX_VALUE})
    void numberWithoutANameIsShown(int errno) {
        assertEquals("errno " + errno, Errno.name(errno));
    }

    @ParameterizedTest
    @ValueSource(strings = {"errno-base.h", "errno.h"})
    void namesAgreeWithTheKernelsHeaders(String header) throws IOException {
        Path file = Path.of("/usr/include/asm-generic", header);
        assumeTrue(Files.exists(file), file + " is not installed (Debian: linux-libc-dev)");
        int compared = 0;
        for (String line : Files.readAllLines(file)) {
            Matcher define = DEFINE.matcher(line);
            if (define.matches()) {
                assertEquals(define.group(1), Errno.name(Integer.parseInt(define.group(2))));
                compared++;
            }
        }
        assertTrue(compared >= 34, "only " + compared + " definitions found in " + file);
    }
}

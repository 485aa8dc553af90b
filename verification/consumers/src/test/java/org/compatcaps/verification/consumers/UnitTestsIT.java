// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.consumers;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The project whose own tests use the mock: its build fails if one of them does, but not if none is run. */
class UnitTestsIT {

    @Test
    void theTestsOfTheProjectWereRun() throws Exception {
        assertRun("LauncherTest", 4);
        assertRun("HostsTest", 2);
    }

    private static void assertRun(String test, int expected) throws Exception {
        Path report =
                Run.project("unit-tests-with-mock").resolve("target/surefire-reports/com.example." + test + ".txt");
        String text = Files.readString(report);
        assertTrue(
                text.contains("Tests run: " + expected + ", Failures: 0, Errors: 0, Skipped: 0"), test + ":\n" + text);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.advice;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class HostBootsTest {
    /** Nothing in the output of a guest shows that it was stopped. */
    @Test
    void runningGuestIsNotStopped() throws IOException {
        Selection selection = new Selection(Path.of(""), List.of("power10-to-power11-in-power10"));
        assertEquals(
                " DISK_power10=vda RUNNING=power10",
                new HostBoots(selection, null, Path.of(""), null).departureParameters("power10-v1"));
    }
}

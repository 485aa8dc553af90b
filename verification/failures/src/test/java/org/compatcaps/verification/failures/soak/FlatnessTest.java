// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.failures.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The verdict of the soak on samples that are made up. */
class FlatnessTest {

    /** Five samples, in each of which everything grows by its step. */
    private static List<Sample> growing(long descriptors, long resident, long classes, long metaspace, long buffers) {
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            samples.add(new Sample(
                    i * 1000L,
                    10 + i * descriptors,
                    50_000 + i * resident,
                    900 + i * classes,
                    8000 + i * metaspace,
                    3 + i * buffers));
        }
        return samples;
    }

    @Test
    void whatDoesNotGrowIsFlat() {
        assertEquals(List.of(), Flatness.problems(growing(0, 0, 0, 0, 0)));
        assertEquals(List.of(), Flatness.problems(growing(0, 1024, 0, 64, 0)));
        assertEquals(List.of(), Flatness.problems(growing(0, -1, -1, -1, -1)));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0, 0, 0, 0, 'descriptors: 10 at first, 11 after 1000 queries'",
        "-1, 0, 0, 0, 0, 'descriptors: 10 at first, 9 after 1000 queries'",
        "0, 1025, 0, 0, 0, 'resident memory: 52050 half way, 54100 at the end'",
        "0, 0, 1, 0, 0, 'classes: 902 half way, 904 at the end'",
        "0, 0, 0, 65, 0, 'metaspace: 8130 half way, 8260 at the end'",
        "0, 0, 0, 0, 1, 'direct buffers: 5 half way, 7 at the end'",
    })
    void whatGrowsIsNamed(long descriptors, long resident, long classes, long metaspace, long buffers, String problem) {
        assertEquals(List.of(problem), Flatness.problems(growing(descriptors, resident, classes, metaspace, buffers)));
    }

    @Test
    void aSampleOfThisProcess() throws Exception {
        assumeTrue(Files.isReadable(Path.of("/proc/self/status")), "there is no /proc here");
        Sample sample = Sample.take(7);
        assertEquals(7, sample.queries);
        assertTrue(sample.descriptors >= 3, sample.toString());
        assertTrue(sample.residentKib > 1000 && sample.classes > 100 && sample.metaspaceKib > 100, sample.toString());
    }
}

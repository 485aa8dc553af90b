// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.failures.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlatnessTest {

    /** Returns five samples, between which each value grows by its step. */
    private static List<Sample> growing(long descriptors, long resident, long classes, long metaspace, long buffers) {
        return LongStream.range(0, 5)
                .mapToObj(i -> new Sample(
                        i * 1000,
                        10 + i * descriptors,
                        50_000 + i * resident,
                        900 + i * classes,
                        8000 + i * metaspace,
                        3 + i * buffers))
                .toList();
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
    void growthIsReported(long descriptors, long resident, long classes, long metaspace, long buffers, String problem) {
        assertEquals(List.of(problem), Flatness.problems(growing(descriptors, resident, classes, metaspace, buffers)));
    }

    @Test
    void sampleOfThisProcessIsPlausible() throws Exception {
        assumeTrue(Files.isReadable(Path.of("/proc/self/status")), "there is no /proc here");
        Sample sample = Sample.take(7);
        assertEquals(7, sample.queries());
        assertTrue(sample.descriptors() >= 3, sample.toString());
        assertTrue(
                sample.residentKib() > 1000 && sample.classes() > 100 && sample.metaspaceKib() > 100,
                sample.toString());
    }
}

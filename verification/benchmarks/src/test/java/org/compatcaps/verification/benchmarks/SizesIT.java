// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Limits the sizes of the published jars. */
class SizesIT {

    private static void assertAtMost(String key, List<Path> jars) throws Exception {
        long size = Jars.sizeOf(jars);
        double limit = Report.goals(Combination.GOALS).get(key).limit();
        assertTrue(size > 0 && size <= limit, size + " bytes, at most " + limit + ": " + jars);
    }

    @Test
    void apiHasAReasonableSize() throws Exception {
        assertAtMost("size/api", List.of(Combination.JARS.api()));
    }

    @Test
    void ffmNeedsThreeSmallJars() throws Exception {
        List<Path> jars = Combination.JARS.with("ffm");
        assertEquals(3, jars.size(), jars.toString());
        assertAtMost("size/api-ffm-slf4j", jars);
    }
}

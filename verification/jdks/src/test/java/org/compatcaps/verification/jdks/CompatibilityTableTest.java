// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.jdks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CompatibilityTableTest {
    private static final Path GUIDE = Path.of("../../docs/guide/deployment.md");

    /** A run compares the JDKs with the expectations, and this compares the expectations with the guide. */
    @Test
    void guideShowsExpectations() throws IOException {
        Map<Combination, Outcome> expected = Expectations.read(Path.of("expected.tsv"));
        assertEquals(408, expected.size());
        String inGuide = Files.readString(GUIDE)
                .split("<!-- Made by verification/jdks/run, not by hand. -->")[1]
                .split("<!-- End of what was made. -->")[0];
        assertEquals(inGuide.strip(), CompatibilityTable.render(expected).strip());
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.advice;

import static org.compatcaps.verification.advice.Log.out;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.compatcaps.verification.powerhost.GuestOutput;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChangeTableTest {
    private static final String RELOADED =
            out("answer-reloaded", "{\"modes\":[\"POWER9\",\"POWER10\"],\"estimate\":false,\"settings\":[]}", 0)
                    + out("doctor-reloaded", "Verdict: ok: this host answers: POWER9, POWER10", 0)
                    + out("guest-reloaded", "@guest POWER9 (architected)", 0);

    private final Report report = new Report();

    private String table(String change, String output) throws IOException {
        ChangeTable table = new ChangeTable(report);
        table.add(new Selection(Path.of(""), List.of(change)).changes.get(0), GuestOutput.parse(output));
        return table.table();
    }

    @ParameterizedTest
    @CsvSource({"v1-reloaded, reloaded, 3", "v1-booted, booted, 2"})
    void expectedOutputAgrees(String change, String step, int comparisons) throws IOException {
        table(change, RELOADED.replace("reloaded", step));
        assertEquals(comparisons, report.comparisons());
        assertEquals(0, report.differences());
    }

    /** A text in the output of the host, its replacement, and the text in bold type that follows from it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "[\"POWER9\",; [; **POWER10**",
                "answer-reloaded exit 0; answer-reloaded exit 5; ****",
                "answer-reloaded exit; nothing; **nothing**",
                "Verdict: ok; Verdict: warning; **warning: this host answers",
                "@guest; @hung; **hung**",
            })
    void differenceIsShownInBold(String right, String wrong, String bold) throws IOException {
        String table = table("v1-reloaded", RELOADED.replace(right, wrong));
        assertEquals(1, report.differences(), table);
        assertTrue(table.contains(bold), table);
    }
}

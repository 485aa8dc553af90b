// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.advice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.compatcaps.verification.powerhost.GuestOutput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Serial logs of hosts that change, right and wrong. */
class ChangeJudgeTest {
    private static final String RELOADED = "@power-host answer-reloaded out|{\"modes\":[\"POWER9\",\"POWER10\"],"
            + "\"estimate\":false,\"settings\":[]}\n"
            + "@power-host answer-reloaded exit 0 1.00\n"
            + "@power-host doctor-reloaded out|Verdict: ok: this host answers: POWER9, POWER10\n"
            + "@power-host doctor-reloaded exit 0 1.00\n"
            + "@power-host guest-reloaded out|@guest POWER9 (architected)\n"
            + "@power-host guest-reloaded exit 0 9.00\n";

    @TempDir
    Path directory;

    private final Judge judge = new Judge("Linux 7.3", "Linux 6.12", "");

    private String judge(String change, String output) throws IOException {
        ChangeJudge changeJudge = new ChangeJudge(judge);
        changeJudge.judge(new Selection(Path.of(""), List.of(change)).changes.get(0), GuestOutput.parse(output));
        return changeJudge.table();
    }

    @Test
    void expectedOutputAgrees() throws IOException {
        judge("v1-reloaded", RELOADED);
        assertEquals(3, judge.cells());
        assertEquals(0, judge.failed());
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
    void differentOutputIsShownInBold(String right, String wrong, String bold) throws IOException {
        String table = judge("v1-reloaded", RELOADED.replace(right, wrong));
        assertEquals(1, judge.failed(), table);
        assertTrue(table.contains(bold), table);
    }

    @Test
    void rowWithoutGuestHasTwoCells() throws IOException {
        judge("v1-booted", RELOADED.replace("reloaded", "booted"));
        assertEquals(2, judge.cells());
        assertEquals(0, judge.failed());
    }

    @Test
    void invalidFileIsRejected() throws IOException {
        String line = "a\tx\tbooted\tPOWER9\tok\t-\n";
        for (String text : List.of("", "a\tx\n", line + line, line.replace("booted", "moved"))) {
            Path file = Files.writeString(directory.resolve("changes.tsv"), text);
            assertThrows(IOException.class, () -> Change.read(file), text);
        }
    }
}

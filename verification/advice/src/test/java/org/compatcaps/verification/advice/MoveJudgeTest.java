// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.advice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.compatcaps.verification.powerhost.GuestOutput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Serial logs of the two hosts as guests move, right and wrong. */
class MoveJudgeTest {
    private static final String COMMON = "{\"modes\":[\"POWER9\"],\"estimate\":false,\"settings\":"
            + "[{\"mode\":\"POWER9\",\"qemu\":\"max-cpu-compat=power9\",\"guestCpu\":\"POWER9 (architected)\"}]}";

    private static final String LEFT = "@power-host guest out|@set max-cpu-compat=power9\n"
            + "@power-host guest out|@guest POWER9 (architected)\n"
            + "@power-host guest out|@count 1\n"
            + "@power-host guest exit 0 9.00\n";

    private static final String GOES_ON = "@power-host guest out|@set max-cpu-compat=power9\n"
            + "@power-host guest out|@count 2\n"
            + "@power-host guest out|@guest POWER9 (architected)\n"
            + "@power-host guest out|@count 3\n"
            + "@power-host guest exit 0 9.00\n";

    private static final String REFUSED = "@power-host guest out|@set max-cpu-compat=power9\n"
            + "@power-host guest err|qemu: Compatibility PVR 0x0f000006 not valid for CPU\n"
            + "@power-host guest exit 1 9.00\n";

    private static final String FAULTS = "@power-host guest out|@set max-cpu-compat=power9\n"
            + "@power-host guest out|[ 3.0] Oops: Exception in kernel mode, sig: 4 [#1]\n"
            + "@power-host guest out|@count 2\n"
            + "@power-host guest exit 0 9.00\n";

    @TempDir
    Path directory;

    private final Judge judge = new Judge("Linux 7.3", "Linux 6.12", "");

    /** Returns the table of one move. */
    private String judge(String move, String common, String left, String arrived) throws IOException {
        Selection selection = new Selection(Path.of(""), List.of(move));
        MoveJudge moveJudge = new MoveJudge(judge, selection, null);
        moveJudge.judge(
                selection.moves.get(0),
                Said.of(common),
                GuestOutput.parse(left).ended("guest"),
                GuestOutput.parse(arrived).ended("guest"));
        assertEquals(2, judge.cells());
        return moveJudge.table();
    }

    @ParameterizedTest
    @CsvSource({
        "power11-to-power9-in-power9, goes on",
        "power10-to-power9-in-power10, refused: Compatibility PVR 0x0f000006 not valid for CPU",
        "power10-as-power9-to-power9-from-no-mode, 'arrives, then its kernel faults'",
    })
    void expectedOutcomeAgrees(String move, String outcome) throws IOException {
        String arrived = outcome.equals("goes on") ? GOES_ON : outcome.startsWith("refused") ? REFUSED : FAULTS;
        String table = judge(move, COMMON, LEFT, arrived);
        assertEquals(0, judge.failed(), table);
        assertTrue(table.contains("| " + outcome), table);
    }

    /** A text in the output of the target, its replacement, and the text in bold type that follows from it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "@count 2; @count 1; **exit status 0:**",
                "@count 3; @counting; **exit status 0:**",
                "@count 3; [ 3.0] Oops: Exception in kernel mode, sig: 4 [#1]; **faults**",
                "guest exit 0; guest exit 137; **exit status 137:**",
                "guest exit; nothing; **nothing**",
                "POWER9 (architected); POWER9 (raw); max-cpu-compat=power9 POWER9 (raw)**",
                "@set max-cpu-compat=power9; @set max-cpu-compat=power8; max-cpu-compat=power8 POWER9 (architected)**",
            })
    void guestThatDoesNotGoOnIsShownInBold(String right, String wrong, String bold) throws IOException {
        String table = judge("power11-to-power9-in-power9", COMMON, LEFT, GOES_ON.replace(right, wrong));
        assertEquals(1, judge.failed(), table);
        assertTrue(table.contains(bold), table);
    }

    @Test
    void guestMustLeaveWithThePrintedSetting() throws IOException {
        String table = judge("power11-to-power9-in-power9", COMMON, LEFT.replace("=power9", "=power8"), GOES_ON);
        assertEquals(1, judge.failed(), table);
    }

    @Test
    void guestThatDidNotLeaveCannotArrive() throws IOException {
        String table = judge("power11-to-power9-in-power9", COMMON, LEFT.replace("@count", ""), GOES_ON);
        assertTrue(table.contains("**did not leave**"), table);
    }

    @ParameterizedTest
    @CsvSource({
        "power10-to-power9-in-power10",
        "power10-as-power9-to-power9-from-no-mode",
    })
    void guestThatGoesOnUnexpectedlyIsShownInBold(String move) throws IOException {
        assertTrue(judge(move, COMMON, LEFT, GOES_ON).contains("**goes on**"));
    }

    /** The mode of a guest that goes on must be common, that of another must not, and each common mode needs a row. */
    @ParameterizedTest
    @CsvSource({
        "power11-to-power9-in-power9, POWER10",
        "power10-to-power9-in-power10, POWER10",
        "power11-to-power10-in-power11, POWER11",
    })
    void commonModesThatDifferAreShownInBold(String move, String mode) throws IOException {
        String common = COMMON.replace("POWER9\"", mode + "\"").replace("power9", mode.toLowerCase(Locale.ROOT));
        String table = judge(move, common, LEFT, GOES_ON);
        assertTrue(table.contains("| **" + mode + "**"), table);
    }

    @Test
    void invalidFileIsRejected() throws IOException {
        String line = "a\tx\tpower9\tstopped\ty\tpower9\tgoes on\n";
        String running = line.replace("a\t", "b\t").replace("stopped", "running");
        for (String text : List.of("", "a\tx\n", line + line, line.replace("stopped", "idle"), line + running)) {
            Path file = Files.writeString(directory.resolve("moves.tsv"), text);
            assertThrows(IOException.class, () -> Move.read(file), text);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.advice;

import static org.compatcaps.verification.advice.Log.err;
import static org.compatcaps.verification.advice.Log.out;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.compatcaps.verification.powerhost.GuestOutput;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MoveTableTest {
    private static final String SET = "@set max-cpu-compat=power9\n";
    private static final String CPU = "@guest POWER9 (architected)\n";
    private static final String LEFT = out("guest", SET + CPU + "@count 1", 0);
    private static final String GOES_ON = out("guest", SET + "@count 2\n" + CPU + "@count 3", 0);
    private static final String REFUSED = err("guest", "qemu: Compatibility PVR 0x0f000006 not valid for CPU", 1);
    private static final String FAULTS =
            out("guest", SET + "[ 3.0] Oops: Exception in kernel mode, sig: 4 [#1]\n@count 2", 0);

    private final Report report = new Report();

    private String table(String move, String common, String left, String arrived) throws IOException {
        Selection selection = new Selection(Path.of(""), List.of(move));
        MoveTable table = new MoveTable(report, selection);
        table.add(
                selection.moves.get(0),
                Printed.json(Log.json(common, false)),
                GuestOutput.parse(left).ended("guest"),
                GuestOutput.parse(arrived).ended("guest"));
        assertEquals(2, report.comparisons());
        return table.table();
    }

    private String table(String move, String common, String arrived) throws IOException {
        return table(move, common, LEFT, arrived);
    }

    @ParameterizedTest
    @CsvSource({
        "power11-to-power9-in-power9, goes on",
        "power10-to-power9-in-power10, refused: Compatibility PVR 0x0f000006 not valid for CPU",
        "power10-as-power9-to-power9-from-no-mode, 'arrives, then its kernel faults'",
    })
    void expectedOutcomeAgrees(String move, String outcome) throws IOException {
        String arrived = outcome.equals("goes on") ? GOES_ON : outcome.startsWith("refused") ? REFUSED : FAULTS;
        String table = table(move, "POWER9", arrived);
        assertEquals(0, report.differences(), table);
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
        assertTrue(GOES_ON.contains(right));
        String table = table("power11-to-power9-in-power9", "POWER9", GOES_ON.replace(right, wrong));
        assertEquals(1, report.differences(), table);
        assertTrue(table.contains(bold), table);
    }

    @ParameterizedTest
    @CsvSource({
        "=power9, =power8, max-cpu-compat=power8 max-cpu-compat=power9 POWER9 (architected)**",
        "@count, '', **did not leave**",
    })
    void guestThatDoesNotLeaveAsPrintedIsShownInBold(String right, String wrong, String bold) throws IOException {
        String left = LEFT.replace(right, wrong);
        assertTrue(table("power11-to-power9-in-power9", "POWER9", left, GOES_ON).contains(bold));
    }

    @ParameterizedTest
    @CsvSource({"power10-to-power9-in-power10", "power10-as-power9-to-power9-from-no-mode"})
    void guestThatGoesOnUnexpectedlyIsShownInBold(String move) throws IOException {
        assertTrue(table(move, "POWER9", GOES_ON).contains("**goes on**"));
    }

    /** The mode of a guest that goes on must be common, that of another must not, and each common mode needs a row. */
    @ParameterizedTest
    @CsvSource({
        "power11-to-power9-in-power9, POWER10",
        "power10-to-power9-in-power10, POWER10",
        "power11-to-power10-in-power11, POWER11",
    })
    void unexpectedCommonModesAreShownInBold(String move, String mode) throws IOException {
        String table = table(move, mode, GOES_ON);
        assertTrue(table.contains("| **" + mode + "**"), table);
    }
}

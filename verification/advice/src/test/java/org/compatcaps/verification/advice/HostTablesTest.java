// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.advice;

import static org.compatcaps.verification.advice.Log.DONE;
import static org.compatcaps.verification.advice.Log.err;
import static org.compatcaps.verification.advice.Log.out;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.compatcaps.verification.powerhost.GuestOutput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostTablesTest {
    private static final String BARE_METAL =
            "Verdict: problem: bare metal (model): no hypervisor limits the modes, and KVM"
                    + " does not have the query. Fix first: run this in a partition";

    private static final String RELEASED = out("answer", Log.json("POWER9", false), 0)
            + out("estimate", Log.json("POWER9", true), 0)
            + out("doctor", "Verdict: ok: this host answers: POWER9", 0)
            + out("guest-power9", "@guest POWER9 (architected)", 0)
            + err("guest-power10", "qemu: Unable to set CPU compatibility mode in KVM: Invalid argument", 1)
            + err("guest-power11", "qemu: Compatibility PVR 0x0f000007 not valid for CPU", 1)
            + out("guest-without", "@guest POWER10 (raw)", 0)
            + DONE;

    private static final String OLDER =
            err("answer", "compatcaps: Kernel 6.12.1 is too old: KVM_PPC_GET_COMPAT_CAPS needs Linux 7.3.", 3)
                    + out("estimate", Log.json("POWER9", true), 0)
                    + out(
                            "doctor",
                            "Verdict: problem: 6.12.1 is older than Linux 7.3, which introduced the query. Fix first: update the"
                                    + " kernel to Linux 7.3 or later",
                            10)
                    + DONE;

    private final Report report = new Report();

    private static Host host(String name) throws IOException {
        return new Selection(Path.of(""), List.of()).host(name);
    }

    private String tables(String host, GuestOutput released, GuestOutput older) throws IOException {
        HostTables tables = new HostTables(report, "Linux 7.3", "Linux 6.12", "ESTIMATE\n");
        tables.add(host(host), released, older);
        return (tables.tables() + report.problems()).replaceAll(" +", " ");
    }

    @Test
    void expectedOutputAgrees() throws IOException {
        String tables = tables("power10-as-power9-v1", GuestOutput.parse(RELEASED), GuestOutput.parse(OLDER));
        assertEquals(0, report.differences(), tables);
        assertEquals(11, report.comparisons());
        String row = "| POWER10 in POWER9 mode | POWER9 | POWER9 (architected) | refused | refused | POWER10 (raw) |";
        assertTrue(tables.contains(row), tables);
    }

    /** A text in the output of the host, its replacement, and the text in bold type that follows from it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "@guest POWER9 (architected); @guest POWER10 (architected); **POWER10 (architected)**",
                "@guest POWER9 (architected); ''; **exit status 0:**",
                "Unable to set; Unable to do; **exit status 1: qemu: Unable to do",
                "@guest POWER10 (raw); @hung; **hung**",
                "guest-power11 exit 1; guest-power11 exit 0; **exit status 0: qemu",
                "guest-power11 exit; nothing; **nothing**",
                "[\"POWER9\"],\"estimate\":false; [\"POWER9\",\"POWER10\"],\"estimate\":false; **POWER9, POWER10**",
                "\"estimate\":false; \"estimate\":true; **POWER9**",
                "\"estimate\":true; \"estimate\":false; **POWER9**",
                "Verdict: ok; Verdict: warning; **warning: this host answers",
                "doctor exit 0; doctor exit 10; **ok: this host answers",
                "@power-host done; Kernel panic - not syncing; **power10-as-power9-v1: Kernel panic",
            })
    void differenceIsShownInBold(String right, String wrong, String bold) throws IOException {
        String tables = tables("power10-as-power9-v1", Log.replaced(RELEASED, right, wrong), GuestOutput.parse(OLDER));
        // Two tables have the answer.
        assertEquals(right.startsWith("[") ? 2 : 1, report.differences(), tables);
        assertTrue(tables.contains(bold), tables);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "is too old; is too new; **compatcaps: Kernel",
                "answer exit 3; answer exit 4; **compatcaps: Kernel",
                "[\"POWER9\"]; []; ****",
                "\"estimate\":true; \"estimate\":false; **POWER9**",
                "@power-host done; ''; **power10-as-power9-v1-older: the guest did not",
            })
    void differenceUnderOlderKernelIsShownInBold(String right, String wrong, String bold) throws IOException {
        String tables = tables("power10-as-power9-v1", GuestOutput.parse(RELEASED), Log.replaced(OLDER, right, wrong));
        assertEquals(1, report.differences(), tables);
        assertTrue(tables.contains(bold), tables);
    }

    @ParameterizedTest
    @CsvSource({
        "This host is bare metal, This host is bare metal, 0",
        "This host is bare metal, This is, 1",
        "estimate exit 3, estimate exit 70, 1",
    })
    void missingEstimateNeedsItsReason(String right, String wrong, int differences) throws IOException {
        String metal = "compatcaps: ... or this is bare metal. ...";
        String released = err("answer", metal, 3) + err("estimate", metal, 3) + out("doctor", BARE_METAL, 10) + DONE;
        String older = err("answer", "compatcaps: Kernel 6.12.1 is too old: ...", 3)
                + err("estimate", "... not a mode that this SDK knows. This host is bare metal, or a partition ..", 3)
                + out("doctor", BARE_METAL, 10)
                + DONE;
        String tables = tables("bare-metal", GuestOutput.parse(released), Log.replaced(older, right, wrong));
        assertEquals(differences, report.differences(), tables);
    }

    @Test
    void differentEstimateInGuideIsAProblem() throws IOException {
        for (String shown : List.of("ESTIMATE", "ESTIMATED")) {
            String tables = tables(
                    HostTables.SHOWN, GuestOutput.parse(RELEASED), GuestOutput.parse(OLDER + out("shown", shown, 0)));
            assertEquals(shown.equals("ESTIMATED"), tables.contains("**The guide shows**"), tables);
        }
        assertTrue(Main.estimate(Path.of("../../docs/guide/command-line.md")).startsWith("ESTIMATE: "));
    }

    @ParameterizedTest
    @CsvSource({
        "power11-as-power10-v1, POWER11 in POWER10 mode",
        "power9-v1, POWER9",
        "bare-metal, 'POWER10, bare metal'",
    })
    void titleNamesProcessorAndMode(String name, String title) throws IOException {
        assertEquals(title, host(name).title());
    }
}

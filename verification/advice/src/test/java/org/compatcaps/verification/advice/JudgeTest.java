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

/** Serial logs as hosts print them, right and wrong. */
class JudgeTest {
    private static final String DONE = "@power-host done\n";

    private static final String TOO_OLD =
            "problem: 6.12.1 is older than Linux 7.3, which introduced the query; first: update the kernel to Linux 7.3 or later";

    private static final String BARE_METAL = "problem: bare metal (model): no hypervisor limits the modes, and KVM does"
            + " not have the query; first: run this in a partition";

    private static final String POWER9 = "{\"modes\":[\"POWER9\"],\"estimate\":%s,\"settings\":"
            + "[{\"mode\":\"POWER9\",\"qemu\":\"max-cpu-compat=power9\",\"guestCpu\":\"POWER9 (architected)\"}]}";

    private static final String RELEASED = out("answer", String.format(POWER9, "false"), 0)
            + out("estimate", String.format(POWER9, "true"), 0)
            + out("doctor", "Verdict: ok: this host answers: POWER9", 0)
            + out("guest-power9", "@guest POWER9 (architected)", 0)
            + err("guest-power10", "qemu: Unable to set CPU compatibility mode in KVM: Invalid argument", 1)
            + err("guest-power11", "qemu: Compatibility PVR 0x0f000007 not valid for CPU", 1)
            + out("guest-without", "@guest POWER10 (raw)", 0)
            + DONE;

    private static final String OLDER =
            err("answer", "compatcaps: Kernel 6.12.1 is too old: KVM_PPC_GET_COMPAT_CAPS needs Linux 7.3.", 3)
                    + out("estimate", String.format(POWER9, "true"), 0)
                    + out("doctor", "Verdict: " + TOO_OLD, 10)
                    + DONE;

    @TempDir
    Path directory;

    private static String out(String name, String text, int exitStatus) {
        return "@power-host " + name + " out|" + text + "\n@power-host " + name + " exit " + exitStatus + " 1.00\n";
    }

    private static String err(String name, String text, int exitStatus) {
        return out(name, text, exitStatus).replace(" out|", " err|");
    }

    private static Host host(String name) throws IOException {
        return new Selection(Path.of(""), List.of()).host(name);
    }

    private static Judge judge(String host, String released, String older) throws IOException {
        Judge judge = new Judge("Linux 7.3", "Linux 6.12", "ESTIMATE\n");
        judge.judge(host(host), GuestOutput.parse(released), GuestOutput.parse(older));
        return judge;
    }

    @Test
    void answerAndGuestsAgree() throws IOException {
        Judge judge = judge("power10-as-power9-v1", RELEASED, OLDER);
        assertEquals(0, judge.failed(), judge.tables());
        assertEquals(11, judge.cells());
        String table = judge.tables().replaceAll(" +", " ");
        assertTrue(
                table.contains(
                        "| POWER10 in POWER9 mode | POWER9 | POWER9 (architected) | refused | refused | POWER10 (raw) |"),
                table);
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
                "\"modes\":[\"POWER9\"],\"estimate\":false; \"modes\":[\"POWER9\",\"POWER10\"],\"estimate\":false; **POWER9, POWER10**",
                "\"estimate\":false; \"estimate\":true; **POWER9**",
                "\"estimate\":true; \"estimate\":false; **POWER9**",
                "Verdict: ok; Verdict: warning; **warning: this host answers",
                "doctor exit 0; doctor exit 10; **ok: this host answers",
                "@power-host done; Kernel panic - not syncing; **power10-as-power9-v1: Kernel panic",
            })
    void disagreementIsShownInBold(String right, String wrong, String bold) throws IOException {
        String released = RELEASED.replace(right, wrong);
        assertTrue(!released.equals(RELEASED), "nothing was replaced");
        Judge judge = judge("power10-as-power9-v1", released, OLDER);
        // What the host answers stands in both tables.
        assertEquals(right.contains("modes") ? 2 : 1, judge.failed(), judge.tables());
        assertTrue(judge.tables().contains(bold), judge.tables());
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
    void wrongOutputOfOlderKernelIsShownInBold(String right, String wrong, String bold) throws IOException {
        Judge judge = judge("power10-as-power9-v1", RELEASED, OLDER.replace(right, wrong));
        assertEquals(1, judge.failed(), judge.tables());
        assertTrue(judge.tables().contains(bold), judge.tables());
    }

    @Test
    void missingEstimateNeedsItsReason() throws IOException {
        String released = err("answer", "compatcaps: ... or this is bare metal. ...", 3)
                + err("estimate", "compatcaps: ... or this is bare metal. ...", 3)
                + out("doctor", "Verdict: " + BARE_METAL, 10)
                + DONE;
        String older = err("answer", "compatcaps: Kernel 6.12.1 is too old: ...", 3)
                + err(
                        "estimate",
                        "compatcaps: ... not a mode that this SDK knows; on bare metal it is the processor's own.",
                        3)
                + out("doctor", "Verdict: " + BARE_METAL, 10)
                + DONE;
        assertEquals(0, judge("bare-metal", released, older).failed());
        assertEquals(
                1,
                judge("bare-metal", released, older.replace("on bare metal it is", "it is"))
                        .failed());
        assertEquals(
                1,
                judge("bare-metal", released, older.replace("estimate exit 3", "estimate exit 70"))
                        .failed());
    }

    @Test
    void hostWithoutKvmHasAnswerAndVerdictOnly() throws IOException {
        String released =
                err("answer", "compatcaps: Cannot open /dev/kvm (open failed with ENOENT): it does not exist. ...", 4)
                        + out(
                                "doctor",
                                "Verdict: problem: none of KVM; kvm_hv is not loaded. If; first: sudo modprobe kvm-hv; then: kvm-device, query",
                                10)
                        + DONE;
        Judge judge = new Judge("Linux 7.3", "Linux 6.12", "ESTIMATE\n");
        judge.judge(host("power10-without-modules"), GuestOutput.parse(released), null);
        assertEquals(0, judge.failed(), judge.tables());
        assertEquals(2, judge.cells());
    }

    @Test
    void differentEstimateInGuideIsAProblem() throws IOException {
        String shown = OLDER + out("shown", "ESTIMATE", 0);
        assertEquals(0, problems(shown));
        assertEquals(1, problems(shown.replace("ESTIMATE", "ESTIMATED")));
        assertEquals(1, problems(OLDER));
        assertTrue(Guide.estimate(Path.of("../../docs/guide/command-line.md")).startsWith("ESTIMATE: "));
    }

    /** Counts the differences between the guide and the output. The rest of the output is that of another host, and wrong. */
    private static long problems(String older) throws IOException {
        return judge("power10-v1", RELEASED, older)
                .tables()
                .lines()
                .filter(line -> line.equals("**The guide shows**"))
                .count();
    }

    @Test
    void titleNamesProcessorAndMode() throws IOException {
        assertEquals("POWER11 in POWER10 mode", host("power11-as-power10-v1").title());
        assertEquals("POWER9", host("power9-v1").title());
        assertEquals("POWER10, bare metal", host("bare-metal").title());
    }

    @Test
    void invalidFileIsRejected() throws IOException {
        String line = "a\tpseries\tpower10\t-\tloaded\tPOWER9\tPOWER9\t-\t-\tok\tok\n";
        for (String text : List.of("", "a\tpseries\n", line + line, line.replace("loaded", "gone"))) {
            Path file = Files.writeString(directory.resolve("hosts.tsv"), text);
            assertThrows(IOException.class, () -> Host.read(file), text);
        }
    }
}

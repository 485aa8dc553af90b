// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.advice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.compatcaps.verification.powerhost.GuestOutput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each difference must be found. A run shows that expected output agrees, but it does not have any of these differences. */
class TablesTest {
    private static final String ANSWER = "{\"modes\":[\"POWER9\"],\"estimate\":false,\"settings\":"
            + "[{\"mode\":\"POWER9\",\"qemu\":\"max-cpu-compat=power9\",\"guestCpu\":\"POWER9 (architected)\"}]}";

    private static final String RELEASED = """
            answer 0 ANSWER
            estimate 0 ESTIMATE
            doctor 0 Verdict: ok: this host answers: POWER9
            guest-power9 0 @guest POWER9 (architected)
            guest-power10 1 qemu: Unable to set CPU compatibility mode in KVM: Invalid argument
            guest-power11 1 qemu: Compatibility PVR 0x0f000007 not valid for CPU
            guest-without 0 @guest POWER10 (raw)
            @power-host done
            """;

    private static final String OLDER = """
            answer 3 Kernel 6.12.1 is too old: KVM_PPC_GET_COMPAT_CAPS needs Linux 7.3.
            estimate 0 ESTIMATE
            doctor 10 Verdict: problem: 6.12.1 is older than Linux 7.3, which introduced the query. Fix first: update the kernel \
            to Linux 7.3 or later
            @power-host done
            """;

    /** The logs of each row, in a short form. */
    private static final Map<String, String> LOGS = Map.of(
            "power10-as-power9-v1",
            RELEASED,
            "power10-as-power9-v1-older",
            OLDER,
            // Under both kernels.
            "bare-metal",
            """
            answer 3 Kernel 6.12.1 is too old, or this is bare metal.
            estimate 3 This host is bare metal, or a partition ... or this is bare metal.
            doctor 10 Verdict: problem: bare metal (model): no hypervisor limits the modes, and KVM does not have the query. \
            Fix first: run this in a partition
            @power-host done
            """,
            "power11-to-power9-in-power9",
            """
            common 0 ANSWER
            left 0 @set max-cpu-compat=power9
            left 0 @guest POWER9 (architected)
            left 0 @count 1
            arrived 0 @set max-cpu-compat=power9
            arrived 0 @count 2
            arrived 0 @guest POWER9 (architected)
            arrived 0 @count 3
            """,
            "power10-to-power9-in-power10",
            """
            common 0 ANSWER
            left 0 @count 1
            arrived 1 qemu: Compatibility PVR 0x0f000006 not valid for CPU
            """,
            "v1-rewritten",
            """
            answer-rewritten 0 ANSWER
            doctor-rewritten 0 Verdict: ok: this host answers: POWER9
            """,
            "v1-reloaded",
            """
            answer-reloaded 0 {"modes":["POWER9","POWER10"],"estimate":false,"settings":[]}
            doctor-reloaded 0 Verdict: ok: this host answers: POWER9, POWER10
            guest-reloaded 0 @guest POWER9 (architected)
            """,
            "old-libvirt-power11-as-power9",
            """
            answer 0 ANSWER
            capabilities 0 <model>none</model> <arch>ppc64le</arch> <topology/>
            best-power9 0 <cpu mode='host-passthrough'/><qemu:commandline/>
            guest-power9 0 @guest POWER9 (architected)
            guest-alone 0 REFUSAL
            guest-element 0 REFUSAL
            doctor 0 Verdict: warning: this host answers: POWER9; but libvirt 9.0.0 does not know the processor, a POWER11, and \
            rejects <cpu mode='host-model'>. Fix first: update libvirt to 11.4 or later
            @power-host done
            """,
            "libvirt-power9-restored",
            """
            saved 0 @count 2
            restored 0 @count 3
            restored 0 @guest POWER9 (architected)
            @power-host done
            """);

    /** The name of a row, a text in its log, and its replacement. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "power10-as-power9-v1; [\"POWER9\"],\"estimate\":false; [\"POWER9\",\"POWER10\"],\"estimate\":false",
                "power10-as-power9-v1; \"estimate\":false; \"estimate\":true",
                "power10-as-power9-v1; \"estimate\":true; \"estimate\":false",
                "power10-as-power9-v1; Verdict: ok; Verdict: warning",
                "power10-as-power9-v1; doctor 0; doctor 10",
                "power10-as-power9-v1; @guest POWER9 (architected); @guest POWER10 (architected)",
                "power10-as-power9-v1; Unable to set; Unable to do",
                "power10-as-power9-v1; guest-power11 1; guest-power11 0",
                "power10-as-power9-v1; guest-power11; nothing",
                "power10-as-power9-v1; @guest POWER10 (raw); @hung",
                "power10-as-power9-v1; @power-host done; Kernel panic - not syncing",
                "power10-as-power9-v1-older; is too old; is too new",
                "power10-as-power9-v1-older; answer 3; answer 4",
                "power10-as-power9-v1-older; [\"POWER9\"]; []",
                "power10-as-power9-v1-older; \"estimate\":true; \"estimate\":false",
                "power10-as-power9-v1-older; which introduced; which had",
                "power10-as-power9-v1-older; @power-host done; ''",
                "bare-metal; This host is bare metal; This",
                "bare-metal; estimate 3; estimate 4",
                "power11-to-power9-in-power9; \"mode\":\"POWER9\"; \"mode\":\"POWER10\"",
                "power11-to-power9-in-power9; [{; [{\"mode\":\"POWER10\",\"qemu\":\"\",\"guestCpu\":\"\"},{",
                "power11-to-power9-in-power9; left 0 @set max-cpu-compat=power9; left 0 @set max-cpu-compat=power8",
                "power11-to-power9-in-power9; left 0 @count 1; ''",
                "power11-to-power9-in-power9; arrived 0 @set max-cpu-compat=power9; arrived 0 @set max-cpu-compat=power8",
                "power11-to-power9-in-power9; @count 2; @count 1",
                "power11-to-power9-in-power9; @count 3; ''",
                "power11-to-power9-in-power9; @count 3; Oops: Exception in kernel mode",
                "power11-to-power9-in-power9; arrived 0 @count 3; arrived 137 @count 3",
                "power11-to-power9-in-power9; arrived 0 @guest POWER9 (architected); arrived 0 @guest POWER9 (raw)",
                "power10-to-power9-in-power10; \"mode\":\"POWER9\"; \"mode\":\"POWER10\"",
                "power10-to-power9-in-power10; 0x0f000006; 0x0f000007",
                "v1-rewritten; [\"POWER9\"]; [\"POWER9\",\"POWER10\"]",
                "v1-rewritten; Verdict: ok; Verdict: warning",
                "v1-reloaded; @guest; @hung",
                "old-libvirt-power11-as-power9; <topology/>; <model>POWER11</model>",
                "old-libvirt-power11-as-power9; <cpu mode='host-passthrough'; <cpu mode='host-model'",
                "old-libvirt-power11-as-power9; @guest POWER9 (architected); @guest POWER11 (raw)",
                "old-libvirt-power11-as-power9; guest-alone 0 error: unsupported; guest-alone 0 error: failed: unsupported",
                "old-libvirt-power11-as-power9; guest-element; nothing",
                "old-libvirt-power11-as-power9; does not know; does know",
                "old-libvirt-power11-as-power9; @power-host done; Kernel panic - not syncing",
                "libvirt-power9-restored; @count 3; @count 1",
                "libvirt-power9-restored; @guest POWER9 (architected); @guest POWER11 (raw)",
                "libvirt-power9-restored; saved; nothing",
            })
    void differenceIsFound(String row, String right, String wrong) throws IOException {
        String log = filled(LOGS.get(row));
        assertTrue(log.contains(right));
        assertEquals(0, differences(row, log));
        assertNotEquals(0, differences(row, log.replace(right, wrong)));
    }

    @Test
    void differentEstimateInGuideIsFound() throws IOException {
        Report report = new Report();
        Host host = new Selection(Path.of(""), List.of()).host(HostTables.SHOWN);
        new HostTables(report, "", "", "ESTIMATE\n").add(host, output(""), output("shown 0 ESTIMATED"));
        assertTrue(report.problems().contains("**The guide shows**"));
    }

    private static int differences(String row, String log) throws IOException {
        Selection all = new Selection(Path.of(""), List.of());
        Report report = new Report();
        HostTables hosts = new HostTables(report, "Linux 7.3", "Linux 6.12", "");
        GuestOutput output = output(log);
        for (Host host : all.hosts) {
            if (row.equals(host.name())) {
                hosts.add(host, output, host.bareMetal() ? output : output(filled(OLDER)));
            } else if (row.equals(host.name() + "-older")) {
                hosts.add(host, output(filled(RELEASED)), output);
            }
        }
        all.moves.stream()
                .filter(move -> move.name().equals(row))
                .forEach(move -> new MoveTable(report, all)
                        .add(move, Printed.by(output.ended("common")), output.ended("left"), output.ended("arrived")));
        all.changes.stream()
                .filter(change -> change.name().equals(row))
                .forEach(change -> new ChangeTable(report).add(change, output));
        all.libvirtHosts.stream()
                .filter(host -> host.name().equals(row))
                .forEach(host -> new LibvirtTable(report, hosts).add(host, output, output));
        assertNotEquals(0, report.comparisons(), row);
        return report.differences();
    }

    /** Replaces the words for long texts. */
    private static String filled(String log) {
        return log.replace("ANSWER", ANSWER)
                .replace("ESTIMATE", ANSWER.replace("false", "true"))
                .replace(
                        "REFUSAL",
                        "error: unsupported configuration: CPU mode 'host-model' for ppc64le kvm domain on ppc64le host is not"
                                + " supported by hypervisor");
    }

    /** Makes the output of lines with a command, its exit status and its text. The text is on both of its streams. */
    private static GuestOutput output(String log) {
        return GuestOutput.parse(log.replaceAll(
                "(?m)^(\\S+) (\\d+) (.*)$",
                "@power-host $1 out|$3\n@power-host $1 err|$3\n@power-host $1 exit $2 1.00"));
    }
}

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

class LibvirtTableTest {
    private static final String REFUSAL = "error: Failed to create domain from /tmp/guest.xml\n"
            + "error: unsupported configuration: CPU mode 'host-model' for ppc64le kvm domain on ppc64le host is not"
            + " supported by hypervisor\nerror: failed to get domain 'guest'";

    private static final String OLD = out("answer", Log.json("POWER9", false), 0)
            + out("capabilities", "<model>none</model>\n<arch>ppc64le</arch>\n<topology/>", 0)
            + out("best-power9", "<cpu mode='host-passthrough'/><qemu:commandline/>", 0)
            + out("guest-power9", "virsh # create\n@guest POWER9 (architected)", 0)
            + err("guest-alone", REFUSAL, 0)
            + err("guest-element", REFUSAL, 0)
            + out(
                    "doctor",
                    "Verdict: warning: this host answers: POWER9; but libvirt 9.0.0 does not know the processor, a POWER11, and"
                            + " rejects <cpu mode='host-model'>. Fix first: update libvirt to 11.4 or later, or",
                    0)
            + DONE;

    private static final String SAVED = out("saved", "@guest POWER9 (architected)\n@count 1\n@count 2", 0);
    private static final String RESTORED = out("restored", "@count 3\n@guest POWER9 (architected)\n@count 4", 0) + DONE;

    private final Report report = new Report();

    private String tables(String name, String output, String source) throws IOException {
        HostTables hosts = new HostTables(report, "Linux 7.3", "Linux 6.12", "");
        LibvirtTable table = new LibvirtTable(report, hosts);
        List<LibvirtHost> selected = new Selection(Path.of(""), List.of(name)).libvirtHosts;
        table.add(selected.get(selected.size() - 1), GuestOutput.parse(output), GuestOutput.parse(source));
        return (hosts.tables() + table.table() + report.problems()).replaceAll(" +", " ");
    }

    @Test
    void oldLibvirtRefusesHostModelAndStartsTheOther() throws IOException {
        String tables = tables("old-libvirt-power11-as-power9", OLD, "");
        assertEquals(0, report.differences(), tables);
        String row = "| POWER11 in POWER9 mode | before 11.4 | - | host-passthrough | POWER9 (architected) | - | - |"
                + " refused: CPU mode 'host-model' for ppc64le kvm domain";
        assertTrue(tables.contains(row), tables);
    }

    /** A text in the output, its replacement, and the text in bold type that follows from it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "<cpu mode='host-passthrough'; <cpu mode='host-model'; **host-model**",
                "@guest POWER9 (architected); @guest POWER11 (raw); **POWER11 (raw)**",
                "@guest POWER9 (architected); @hung; **hung**",
                "guest-power9 exit; nothing; **nothing**",
                "guest-alone err|error: unsupported; guest-alone err|error: failed: unsupported; **refused: unsupported configuration",
                "guest-element err|error: unsupported; guest-element err|error: failed: unsupported; with power9: refused: unsupported",
                "guest-element exit; nothing; with power9: nothing**",
                "<topology/>; <model>POWER11</model>; **POWER11**",
                "\"mode\":\"POWER9\"; \"mode\":\"POWER10\"; **POWER9 (architected)**",
                "libvirt 9.0.0 does not; libvirt 9.0.0 does; **warning: this host answers",
                "@power-host done; Kernel panic - not syncing; **old-libvirt-power11-as-power9: Kernel panic",
            })
    void differenceIsShownInBold(String right, String wrong, String bold) throws IOException {
        assertTrue(OLD.contains(right));
        String tables = tables("old-libvirt-power11-as-power9", OLD.replace(right, wrong), "");
        assertEquals(1, report.differences(), tables);
        assertTrue(tables.contains(bold), tables);
    }

    @ParameterizedTest
    @CsvSource({
        "@count 4, @count 5, 0",
        "@count 3, @count 1, 1",
        "@guest POWER9 (architected), @guest POWER11 (raw), 1",
        "restored exit, nothing, 1",
    })
    void restoredGuestMustGoOn(String right, String wrong, int differences) throws IOException {
        tables("libvirt-power9-restored", RESTORED.replace(right, wrong), SAVED);
        assertEquals(differences, report.differences());
    }

    @Test
    void restoredGuestMustHaveBeenSaved() throws IOException {
        tables("libvirt-power9-restored", RESTORED, "");
        assertEquals(1, report.differences());
    }
}

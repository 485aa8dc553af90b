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

/** Serial logs of hosts with libvirt, right and wrong. */
class LibvirtJudgeTest {
    private static final String REFUSAL = "error: Failed to create domain from /tmp/guest.xml\n"
            + "error: unsupported configuration: CPU mode 'host-model' for ppc64le kvm domain on ppc64le host is not"
            + " supported by hypervisor\nerror: failed to get domain 'guest'";

    private static final String ANSWER = "{\"modes\":[\"POWER9\"],\"estimate\":false,\"settings\":"
            + "[{\"mode\":\"POWER9\",\"qemu\":\"max-cpu-compat=power9\",\"guestCpu\":\"POWER9 (architected)\"}]}";

    private static final String OLD = command("answer", "out", ANSWER)
            + command("capabilities", "out", "<model>none</model>\n<arch>ppc64le</arch>\n<topology/>")
            + command("best-power9", "out", "<cpu mode='host-passthrough'/><qemu:commandline/>")
            + command("guest-power9", "out", "virsh # create\n@guest POWER9 (architected)")
            + command("guest-alone", "err", REFUSAL)
            + command("guest-element", "err", REFUSAL)
            + command(
                    "doctor",
                    "out",
                    "Verdict: warning: this host answers: POWER9; but 9.0.0 does not know the processor, a POWER11, and"
                            + " refuses <cpu mode='host-model'>; first: update libvirt to 11.4 or later, or")
            + "@power-host done\n";

    private static final String SAVED = command("saved", "out", "@guest POWER9 (architected)\n@count 1\n@count 2");
    private static final String RESTORED =
            command("restored", "out", "@count 3\n@guest POWER9 (architected)\n@count 4") + "@power-host done\n";

    @TempDir
    Path directory;

    private static String command(String name, String stream, String text) {
        return ("\n" + text)
                        .replace("\n", "\n@power-host " + name + " " + stream + "|")
                        .substring(1) + "\n@power-host " + name + " exit 0 1.00\n";
    }

    private static LibvirtHost host(String name) throws IOException {
        List<LibvirtHost> hosts = new Selection(Path.of(""), List.of(name)).libvirtHosts;
        return hosts.get(hosts.size() - 1);
    }

    /** Asserts the number of wrong cells, and returns the tables. */
    private static String judge(int failed, String name, String output, String source) throws IOException {
        Judge judge = new Judge("Linux 7.3", "Linux 6.12", "");
        LibvirtJudge libvirtJudge = new LibvirtJudge(judge);
        libvirtJudge.judge(host(name), GuestOutput.parse(output), GuestOutput.parse(source));
        String tables = judge.tables() + libvirtJudge.table();
        assertEquals(failed, judge.failed(), tables);
        return tables;
    }

    @Test
    void oldLibvirtRefusesHostModelAndStartsTheOther() throws IOException {
        String tables = judge(0, "old-libvirt-power11-as-power9", OLD, "");
        assertTrue(
                tables.replaceAll(" +", " ")
                        .contains(
                                "| POWER11 in POWER9 mode | before 11.4 | - | host-passthrough | POWER9 (architected) | -"
                                        + " | - | refused: CPU mode 'host-model' for ppc64le kvm domain"),
                tables);
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
                "but 9.0.0 does not; but 9.0.0 does; **warning: this host answers",
                "@power-host done; Kernel panic - not syncing; **old-libvirt-power11-as-power9: Kernel panic",
            })
    void disagreementIsShownInBold(String right, String wrong, String bold) throws IOException {
        String output = OLD.replace(right, wrong);
        assertTrue(!output.equals(OLD), "nothing was replaced");
        String tables = judge(1, "old-libvirt-power11-as-power9", output, "");
        assertTrue(tables.contains(bold), tables);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "@count 4; @count 5; 0",
                "@count 3; @count 1; 1",
                "@guest POWER9 (architected); @guest POWER11 (raw); 1",
                "restored exit; nothing; 1",
            })
    void restoredGuestMustGoOn(String right, String wrong, int failed) throws IOException {
        judge(failed, "libvirt-power9-restored", RESTORED.replace(right, wrong), SAVED);
        judge(1, "libvirt-power9-restored", RESTORED, "");
    }

    @Test
    void guestIsRestoredFromBootThatIsSelectedAsWell() throws IOException {
        Selection selection = new Selection(Path.of(""), List.of("libvirt-power9-restored"));
        assertEquals(2, selection.libvirtHosts.size());
        assertEquals(selection.libvirtHosts.get(1).from, selection.libvirtHosts.get(0).name);
        assertEquals(List.of(), selection.hosts);
    }

    @Test
    void invalidFileIsRejected() throws IOException {
        String line = "a\tpower9-v1\told\t-\thost-model\thung\tok\t-\n";
        List<Host> hosts = Host.read(Path.of("hosts.tsv"));
        Path file = Files.writeString(directory.resolve("libvirt.tsv"), line);
        assertEquals(1, LibvirtHost.read(file, hosts).size());
        for (String wrong : List.of(line.replace("old", "new"), line.replace("power9-v1", "power8"))) {
            Files.writeString(file, wrong);
            assertThrows(IOException.class, () -> LibvirtHost.read(file, hosts), wrong);
        }
    }
}

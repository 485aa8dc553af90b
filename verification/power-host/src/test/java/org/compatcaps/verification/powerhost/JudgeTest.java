// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.powerhost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.compatcaps.verification.ioctlcases.HostKind;
import org.compatcaps.verification.ioctlcases.IoctlCase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JudgeTest {
    private static final String TRACE = """
            openat(-100</>, "/dev/kvm", 0x80002) = 28</dev/kvm>
            ioctl(28</dev/kvm>, 0x2000ae00, 0) = 12
            ioctl(28</dev/kvm>, 0x2000ae03, 0xfa) = 1
            ioctl(28</dev/kvm>, 0x2000ae01, 0) = 29<anon_inode:kvm-vm>
            ioctl(29<anon_inode:kvm-vm>, 0x2000aeb8, 0x3fff842798d0) = 0
            close(29<anon_inode:kvm-vm>) = 0
            ioctl(28</dev/kvm>, 0x2000ae03, 0xa0) = 1
            close(28</dev/kvm>) = 0
            """;

    @ParameterizedTest
    @ValueSource(strings = {"power9-v2", "power10-v1", "power10-no-nested", "bare-metal"})
    void expectedOutputPasses(String name) throws IOException {
        Configuration configuration = configuration(name);
        List<Row> rows = Judge.judge(configuration, GuestOutput.parse(log(configuration)), false);

        assertEquals(List.of(), failed(rows));
        assertEquals(
                3 + (configuration.traced() ? 6 : 0) + (configuration.cases().isPresent() ? 3 : 0), rows.size());
        assertTrue(rows.stream().allMatch(row -> row.seconds() == 8.25));
    }

    /** Replaces text in the lines of a command, or in all lines, and expects that this row alone fails. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "power9-v2 ~ jnr ~ POWER9\"] ~ POWER9\",\"POWER10\"] ~ jnr ~ modes is [POWER9, POWER10]",
                "power9-v2 ~ jnr ~ highest\":\"POWER9 ~ highest\":\"POWER10 ~ jnr ~ highest is POWER10",
                "power9-v2 ~ jnr ~ 0x4000000000000000 ~ 0x4000000000000001 ~ jnr ~ bitmap is 0x4000000000000001",
                "power9-v2 ~ jnr ~ \"unknownBits\":\"0x0000000000000000\", ~ '' ~ jnr ~ unknownBits is missing",
                "power9-v2 ~ jnr ~ v2 ~ v1 ~ jnr ~ nestedApi is v1",
                "power9-v2 ~ jnr ~ released ~ first-posted ~ jnr ~ interface is first-posted",
                "power9-v2 ~ jnr ~ \"backend\":\"jnr\" ~ \"backend\":\"jna\" ~ jnr ~ backend is jna",
                "power9-v2 ~ jnr ~ false ~ true ~ jnr ~ simulated is true",
                "power9-v2 ~ jnr ~ exit 0 ~ exit 134 ~ jnr ~ exit 134; (nothing)",
                "power9-v2 ~ jnr ~ out|{ ~ out|A fatal error { ~ jnr ~ no JSON object: }",
                "power9-v2 ~ jnr ~ exit 0 ~ [  7.0] kvm: hello ~ jnr ~ nothing",
                "bare-metal ~ jnr ~ exit 3 ~ exit 1 ~ jnr ~ exit 1",
                "bare-metal ~ jnr ~ BARE METAL ~ a partition"
                        + " ~ jnr ~ standard error ends with: no modes: OR THIS IS a partition. Load",
                "power10-v1 ~ jnr-traced ~ |close(28 ~ |read(28 ~ 'jnr-traced, descriptors' ~ 'calls: "
                        + "openat(AT_FDCWD, /dev/kvm, 0x80002) = DEVICE; ioctl(DEVICE, 0x2000ae00, 0) = 12; "
                        + "ioctl(DEVICE, 0x2000ae03, 0xfa) = 1; ioctl(DEVICE, 0x2000ae01, 0) = VM; "
                        + "ioctl(VM, 0x2000aeb8, ADDRESS) = 0; close(VM) = 0; ioctl(DEVICE, 0x2000ae03, 0xa0) = 1; "
                        + "read(DEVICE) = 0'",
                "power10-v1 ~ jnr-traced ~ kvm ~ null ~ 'jnr-traced, descriptors' ~ 'calls: '",
                "bare-metal ~ jnr-cases ~ version: 12 ~ version: 11"
                        + " ~ 'jnr, ioctl cases' ~ version: kernel 11, file 12, mock 12",
                "bare-metal ~ jnr-cases ~ VCPU: fd ~ VCPU: EPERM"
                        + " ~ 'jnr, ioctl cases' ~ VCPU: kernel EPERM, file fd, not simulated",
                "bare-metal ~ jnr-cases ~ version: 12 ~ Version: 12"
                        + " ~ 'jnr, ioctl cases' ~ version: kernel null, file 12, mock 12; not a case: Version",
                "bare-metal ~ jnr-cases ~ |version: 12 ~ |version: 12%@power-host jnr-cases out|version: 12"
                        + " ~ 'jnr, ioctl cases' ~ version: kernel 12 and 12, file 12, mock 12",
                "bare-metal ~ jnr-cases ~ exit 0 ~ exit 1 ~ 'jnr, ioctl cases' ~ exit 1, (nothing)",
                "bare-metal ~ jnr-cases ~ ' cases' ~ '' ~ 'jnr, ioctl cases' ~ the end is missing",
                "power9-v2 ~ done ~ done ~ '' ~ - ~ the guest did not get to its end; its last line: @power-host",
                "power9-v2 ~ done ~ @ ~ Kernel panic - not syncing%@ ~ - ~ Kernel panic - not syncing",
                "power9-v2 ~ done ~ @ ~ [9.0] BUG: Unable to handle%@ ~ - ~ [9.0] BUG: Unable to handle",
                "power9-v2 ~ done ~ @ ~ [9.0] Oops: Kernel access%@ ~ - ~ [9.0] Oops: Kernel access",
            })
    void differenceFailsItsRow(String name, String command, String right, String wrong, String row, String got)
            throws IOException {
        Configuration configuration = configuration(name);
        String changed = log(configuration)
                .lines()
                .map(line -> line.startsWith("@power-host " + command)
                                && line.substring(12 + command.length()).matches("( .*)?")
                        ? line.replace(right, wrong.replace("%", "\n"))
                        : line)
                .collect(Collectors.joining("\r\n"));
        assertNotEquals(log(configuration).replace("\n", "\r\n").strip(), changed.strip());

        List<Row> failed = failed(Judge.judge(configuration, GuestOutput.parse(changed), false));

        assertEquals(List.of(row), failed.stream().map(Row::backend).toList());
        assertEquals(got, failed.get(0).got());
    }

    @Test
    void emptyLogFailsEveryRow() throws IOException {
        List<Row> rows = Judge.judge(configuration("power10-v1"), GuestOutput.parse(""), true);

        assertEquals(rows, failed(rows));
        assertEquals(
                List.of(
                        "jna",
                        "jnr",
                        "ffm",
                        "jna-traced",
                        "jna-traced, descriptors",
                        "jnr-traced",
                        "jnr-traced, descriptors",
                        "ffm-traced",
                        "ffm-traced, descriptors",
                        "jna-packaged",
                        "ffm-packaged",
                        "jna, ioctl cases",
                        "jnr, ioctl cases",
                        "ffm, ioctl cases",
                        "-"),
                rows.stream().map(Row::backend).toList());
    }

    /** Returns the serial log of a guest that passes. */
    private static String log(Configuration configuration) throws IOException {
        StringBuilder log = new StringBuilder();
        for (String backend : Judge.BACKENDS) {
            String answer = configuration.answers() ? answer(configuration, backend) : "";
            String err =
                    "WARNING: something\nno modes: " + configuration.stderr().toUpperCase() + ". Load";
            log.append(command(backend, answer, configuration.answers() ? "" : err, configuration.exitStatus()));
            if (configuration.traced()) {
                log.append(command(backend + "-traced", answer, "", 0));
                log.append(lines(backend + "-traced trace|", TRACE));
            }
            if (configuration.cases().isPresent()) {
                HostKind host = configuration.cases().get();
                List<IoctlCase> cases = IoctlCase.of(host);
                String out = cases.stream()
                        .map(one -> one.name() + ": " + one.expected(host) + "\n")
                        .collect(Collectors.joining());
                log.append(command(backend + "-cases", out + cases.size() + " cases", "", 0));
            }
        }
        return log + "@power-host done\n";
    }

    private static String answer(Configuration configuration, String backend) {
        List<String> modes = configuration.modes();
        return """
                {
                  "modes":["%s"],
                  "highest":"%s","bitmap":"%s",
                  "unknownBits":"0x0000000000000000","nestedApi":"%s",
                  "interface":"released","backend":"%s","simulated":false
                }
                """.formatted(
                        String.join("\",\"", modes),
                        modes.get(modes.size() - 1),
                        configuration.bitmap(),
                        configuration.nestedApi(),
                        backend);
    }

    private static String command(String name, String out, String err, int status) {
        return "[    1.0] kernel: something\n" + lines(name + " out|", out) + lines(name + " err|", err)
                + "\n@power-host " + name + " exit " + status + " 8.25\n";
    }

    private static String lines(String stream, String text) {
        return text.lines().map(line -> "@power-host " + stream + line + "\n").collect(Collectors.joining());
    }

    private static Configuration configuration(String name) throws IOException {
        return Main.select(Configuration.read(Path.of("expected.tsv")), List.of(name))
                .get(0);
    }

    private static List<Row> failed(List<Row> rows) {
        return rows.stream().filter(row -> !row.passed()).toList();
    }
}

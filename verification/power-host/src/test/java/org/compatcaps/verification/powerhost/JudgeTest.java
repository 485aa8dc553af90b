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

    /** Each text is in the log of a guest that passes. With the other text in its place, the guest must fail. */
    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
            power9-v2  ~ POWER9"]           ~ POWER9","POWER10"]
            power9-v2  ~ "highest":"POWER9" ~ "highest":"POWER10"
            power9-v2  ~ 0x4000000000000000 ~ 0x4000000000000001
            power9-v2  ~ "unknownBits"      ~ "otherBits"
            power9-v2  ~ "nestedApi":"v2"   ~ "nestedApi":"v1"
            power9-v2  ~ released           ~ first-posted
            power9-v2  ~ "backend":"jnr"    ~ "backend":"jna"
            power9-v2  ~ false              ~ true
            power9-v2  ~ out|{              ~ out|A fatal error {
            power9-v2  ~ jnr exit 0         ~ jnr exit 134
            power9-v2  ~ jnr exit 0         ~ [  7.0] kvm: hello
            power9-v2  ~ @power-host done   ~ @power-host
            power9-v2  ~ @power-host done   ~ Kernel panic - not syncing%@power-host done
            power9-v2  ~ @power-host done   ~ [9.0] BUG: Unable to handle%@power-host done
            power9-v2  ~ @power-host done   ~ [9.0] Oops: Kernel access%@power-host done
            power10-v1 ~ trace|close(28     ~ trace|read(28
            bare-metal ~ jnr exit 3         ~ jnr exit 1
            bare-metal ~ BARE METAL         ~ A PARTITION
            bare-metal ~ VCPU: fd           ~ VCPU: EPERM
            bare-metal ~ jnr-cases exit 0   ~ jnr-cases exit 1
            bare-metal ~ jnr-cases out|v    ~ jnr-cases: v
            """)
    void differenceFails(String name, String right, String wrong) throws IOException {
        Configuration configuration = configuration(name);
        String log = log(configuration);
        assertTrue(log.contains(right), log);
        assertEquals(List.of(), failed(Judge.judge(configuration, GuestOutput.parse(log), false)));

        GuestOutput changed = GuestOutput.parse(log.replace(right, wrong.replace("%", "\n")));

        assertNotEquals(List.of(), failed(Judge.judge(configuration, changed, false)));
    }

    @Test
    void emptyLogFailsEveryRow() throws IOException {
        List<Row> rows = Judge.judge(configuration("power10-v1"), GuestOutput.parse(""), true);

        assertEquals(rows, failed(rows));
        assertEquals("""
                jna
                jnr
                ffm
                jna-traced
                jna-traced, descriptors
                jnr-traced
                jnr-traced, descriptors
                ffm-traced
                ffm-traced, descriptors
                jna-packaged
                ffm-packaged
                jna, ioctl cases
                jnr, ioctl cases
                ffm, ioctl cases
                -""", rows.stream().map(Row::backend).collect(Collectors.joining("\n")));
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
        return Plan.select(Configuration.read(Path.of("expected.tsv")), Configuration::name, List.of(name))
                .get(0);
    }

    private static List<Row> failed(List<Row> rows) {
        return rows.stream().filter(row -> !row.passed()).toList();
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.powerhost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.compatcaps.verification.ioctlcases.HostKind;
import org.compatcaps.verification.ioctlcases.IoctlCase;
import org.compatcaps.verification.ioctlcases.IoctlCases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JudgeTest {
    private static final String DONE = "@power-host done\r\n";
    private static final String TRACE =
            "7 openat(-100 /* AT_FDCWD */, \"/dev/kvm\", 0x80002 /* O_RDWR|O_CLOEXEC */) = 5\n"
                    + "7 ioctl(5, 0x2000ae01 /* KVM_CREATE_VM */, 0) = 6\n"
                    + "7 ioctl(6, 0x2000aeb8 /* _IOC(_IOC_NONE, 0xae, 0xb8, 0) */, 0x3fff) = 0\n"
                    + "7 close(6) = 0\n";

    @Test
    void passesAnswersAsExpected() throws IOException {
        List<Row> rows = judge("power9-v2", answers("POWER9", "0x4000000000000000", "v2") + DONE);

        assertEquals(List.of("jna", "jnr", "ffm"), backends(rows));
        assertTrue(rows.stream().allMatch(row -> row.passed));
        assertEquals("POWER9, 0x4000000000000000, v2", rows.get(0).got);
        assertEquals(8.25, rows.get(0).seconds);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "\"POWER9\"] ~ \"POWER9\",\"POWER10\"] ~ modes is [POWER9, POWER10]",
                "\"highest\":\"POWER9\" ~ \"highest\":\"POWER10\" ~ highest is POWER10",
                "0x4000000000000000 ~ 0x4000000000000001 ~ bitmap is 0x4000000000000001",
                "\"unknownBits\":\"0x0000000000000000\", ~ '' ~ unknownBits is missing",
                "v2 ~ v1 ~ nestedApi is v1",
                "released ~ first-posted ~ interface is first-posted",
                "\"backend\":\"jnr\" ~ \"backend\":\"jna\" ~ backend is jna",
                "false ~ true ~ simulated is true",
                "exit 0 ~ exit 134 ~ exit 134; (nothing)",
                "out|{ ~ out|A fatal error { ~ no JSON object: }",
            })
    void aDifferenceFails(String right, String wrong, String got) throws IOException {
        String log = answer("jna", "POWER9", "0x4000000000000000", "v2")
                + answer("jnr", "POWER9", "0x4000000000000000", "v2").replace(right, wrong)
                + answer("ffm", "POWER9", "0x4000000000000000", "v2");

        List<Row> rows = judge("power9-v2", log + DONE);

        assertEquals(List.of("jnr"), backends(failed(rows)));
        assertEquals(got, failed(rows).get(0).got);
    }

    @Test
    void aMissingAnswerFails() throws IOException {
        String log = answers("POWER9", "0x4000000000000000", "v2").replace("@power-host ffm exit", "");

        List<Row> failed = failed(judge("power9-v2", log + DONE));

        assertEquals(List.of("ffm"), backends(failed));
        assertEquals("nothing", failed.get(0).got);
    }

    @Test
    void aGuestThatDoesNotGetToItsEndFails() throws IOException {
        List<Row> rows = judge("power9-v2", answers("POWER9", "0x4000000000000000", "v2"));

        assertEquals(1, failed(rows).size());
        assertEquals(
                "the guest did not get to its end; its last line: @power-host ffm exit 0 8.25",
                failed(rows).get(0).got);
    }

    @Test
    void anEmptyLogFailsEveryRow() throws IOException {
        List<Row> rows = judge("power10-v1", "");

        assertEquals(13, rows.size());
        assertEquals(rows, failed(rows));
    }

    @ParameterizedTest
    @CsvSource({
        "[    1.000000] Kernel panic - not syncing: Attempted to kill init!",
        "'[    9.000000] BUG: Unable to handle kernel data access'",
        "'[    9.000000] Oops: Kernel access of bad area, sig: 11 [#1]'",
    })
    void aFaultOfTheKernelFails(String line) throws IOException {
        String log = answers("POWER9", "0x4000000000000000", "v2") + line + "\r\n" + DONE;

        List<Row> failed = failed(judge("power9-v2", log));

        assertEquals(1, failed.size());
        assertEquals(line, failed.get(0).got);
    }

    @Test
    void aRefusalNeedsItsStatusAndItsText() throws IOException {
        String right =
                "@power-host jna err|WARNING: something\n@power-host jna err|no modes: ... Or This is bare metal. Load\n\n"
                        + "@power-host jna exit 3 1.00\n";
        String wrongStatus = right.replace("jna", "jnr").replace("exit 3", "exit 1");
        String wrongText = right.replace("jna", "ffm").replace("bare metal", "a partition");

        List<Row> rows = judge("bare-metal", right + wrongStatus + wrongText + cases(HostKind.BARE_METAL) + DONE);

        assertTrue(rows.get(0).passed);
        assertEquals("exit 1", rows.get(1).got);
        assertEquals("standard error ends with: no modes: ... Or This is a partition. Load", rows.get(2).got);
        assertEquals(2, failed(rows).size());
    }

    @Test
    void anAnswerWhereARefusalIsDueFails() throws IOException {
        List<Row> rows =
                judge("bare-metal", answers("POWER9", "0x4000000000000000", "v1") + cases(HostKind.BARE_METAL) + DONE);

        assertEquals(3, failed(rows).size());
    }

    @Test
    void tracedBackendsHaveARowForTheirDescriptors() throws IOException {
        StringBuilder log = new StringBuilder(answers("POWER9\",\"POWER10", "0x6000000000000000", "v1"));
        for (String backend : Judge.BACKENDS) {
            log.append(answer(backend + "-traced", "POWER9\",\"POWER10", "0x6000000000000000", "v1")
                    .replace("\"backend\":\"" + backend + "-traced", "\"backend\":\"" + backend));
            String trace = backend.equals("jnr") ? TRACE : TRACE + "7 close(5) = 0\n";
            for (String line : trace.split("\n")) {
                log.append("@power-host ")
                        .append(backend)
                        .append("-traced trace|")
                        .append(line)
                        .append('\n');
            }
        }

        List<Row> rows = judge("power10-v1", log + cases(HostKind.V1) + DONE);

        assertEquals(12, rows.size());
        assertEquals(List.of("jnr-traced, descriptors"), backends(failed(rows)));
        assertEquals("/dev/kvm (descriptor 5) left open", failed(rows).get(0).got);
    }

    @Test
    void packageHasARowForEachOfItsBackends() throws IOException {
        String jna = answer("jna", "POWER9\",\"POWER10", "0x6000000000000000", "v1")
                .replace("@power-host jna", "@power-host jna-packaged");

        List<Row> rows = Judge.judge(configuration("power10-v1"), GuestOutput.parse(jna + DONE), true);

        List<String> failed = backends(failed(rows));
        assertTrue(failed.contains("ffm-packaged"), failed::toString);
        assertTrue(backends(rows).contains("jna-packaged"), rows::toString);
        assertFalse(failed.contains("jna-packaged"), failed::toString);
    }

    @Test
    void aMessageInTheMiddleOfALineIsNotTakenForAnAnswer() throws IOException {
        String log = answers("POWER9", "0x4000000000000000", "v2")
                .replace("@power-host jna exit 0", "@power-host jna[  7.0] kvm: hello");

        assertFalse(judge("power9-v2", log + DONE).get(0).passed);
    }

    @Test
    void casesThatAreEqualToTheMockAreCounted() throws IOException {
        List<Row> rows = judge("bare-metal", cases(HostKind.BARE_METAL) + DONE);

        Row row = rows.get(3);
        assertTrue(row.passed, row.got);
        assertEquals("jna, ioctl cases", row.backend);
        assertEquals(row.expected, row.got);
        assertEquals(
                IoctlCases.of(HostKind.BARE_METAL).stream()
                        .filter(one -> one.notSimulated().isEmpty())
                        .count(),
                row.casesEqual);
        assertTrue(row.got.startsWith(row.casesEqual + " equal to the mock, "), row.got);
        assertTrue(row.casesEqual > 100, row.got);
        String total = row.casesEqual + "";
        assertEquals(
                "ioctl cases compared with the real kernel: jna " + total + ", jnr " + total + ", ffm " + total
                        + ", all equal to the mock\n",
                Main.totalOfCases(rows));
        assertEquals("", Main.totalOfCases(rows.subList(0, 3)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "version: 12 ~ version: 11 ~ version: kernel 11, file 12, mock 12",
                "VCPU: fd ~ VCPU: EPERM ~ VCPU: kernel EPERM, file fd, not simulated",
                "version: 12 ~ Version: 12 ~ version: kernel null, file 12, mock 12; not a case: Version",
                "exit 0 ~ exit 1 ~ exit 1, (nothing)",
            })
    void aCaseThatDiffersFails(String right, String wrong, String got) throws IOException {
        String changed = cases(HostKind.BARE_METAL, "jnr").replace(right, wrong);
        String log = cases(HostKind.BARE_METAL, "jna") + changed + cases(HostKind.BARE_METAL, "ffm");

        List<Row> rows = judge("bare-metal", log + DONE).subList(3, 6);

        assertEquals(List.of("jnr, ioctl cases"), backends(failed(rows)));
        assertEquals(got, failed(rows).get(0).got);
        assertTrue(Main.totalOfCases(rows).endsWith(" equal to the mock, NOT ALL\n"));
    }

    @Test
    void aCaseThatIsMissingOrComesTwiceFails() throws IOException {
        String all = cases(HostKind.BARE_METAL);
        String line = "@power-host ffm-cases out|version: 12\r\n";
        assertTrue(all.contains(line), all);

        Row missing = judge("bare-metal", all.replace(line, "") + DONE).get(5);
        Row twice = judge("bare-metal", all.replace(line, line + line) + DONE).get(5);

        assertFalse(missing.passed);
        assertEquals("version: kernel null, file 12, mock 12", missing.got);
        assertFalse(twice.passed);
        assertEquals("version: kernel 12 and 12, file 12, mock 12", twice.got);
    }

    @Test
    void casesThatEndTooEarlyFail() throws IOException {
        String cases = cases(HostKind.BARE_METAL);
        String lastLine = IoctlCases.of(HostKind.BARE_METAL).size() + " cases";
        assertTrue(cases.contains(lastLine), cases);

        List<Row> rows = judge("bare-metal", cases.replace(lastLine, "") + DONE);

        assertEquals("the end is missing", rows.get(3).got);
        assertFalse(rows.get(3).passed);
    }

    @Test
    void casesThatWereNotRunFail() throws IOException {
        Row row = judge("bare-metal", DONE).get(3);

        assertFalse(row.passed);
        assertEquals(0, row.casesEqual);
        assertTrue(row.got.startsWith("version: kernel null, file 12, mock 12; "), row.got);
        assertTrue(row.got.endsWith(" more"), row.got);
    }

    /** What all backends print in a guest whose kernel answers as the file says. */
    private static String cases(HostKind host) throws IOException {
        StringBuilder log = new StringBuilder();
        for (String backend : Judge.BACKENDS) {
            log.append(cases(host, backend));
        }
        return log.toString();
    }

    private static String cases(HostKind host, String backend) throws IOException {
        String command = "@power-host " + backend + "-cases ";
        StringBuilder log = new StringBuilder();
        for (IoctlCase one : IoctlCases.of(host)) {
            String result = one.expected(host).orElseThrow();
            log.append(command + "out|" + one.name() + ": " + result + "\r\n");
        }
        log.append(command + "out|" + IoctlCases.of(host).size() + " cases\r\n");
        return log.append("\r\n" + command + "exit 0 9.50\r\n").toString();
    }

    private static List<Row> judge(String name, String log) throws IOException {
        return Judge.judge(configuration(name), GuestOutput.parse(log), false);
    }

    private static Configuration configuration(String name) throws IOException {
        return Main.select(Configuration.read(Path.of("expected.tsv")), List.of(name))
                .get(0);
    }

    private static String answers(String modes, String bitmap, String nestedApi) {
        return Judge.BACKENDS.stream()
                .map(backend -> answer(backend, modes, bitmap, nestedApi))
                .collect(Collectors.joining());
    }

    private static String answer(String backend, String modes, String bitmap, String nestedApi) {
        String highest = modes.substring(modes.lastIndexOf('"') + 1);
        String out = "@power-host " + backend + " out|";
        return "[    1.0] kernel: something\r\r\n" + out + "{\r\n"
                + out + "  \"modes\":[\"" + modes + "\"],\r\n"
                + out + "  \"highest\":\"" + highest + "\",\"bitmap\":\"" + bitmap + "\",\r\n"
                + out + "  \"unknownBits\":\"0x0000000000000000\",\"nestedApi\":\"" + nestedApi + "\",\r\n"
                + out + "  \"interface\":\"released\",\"backend\":\"" + backend + "\",\"simulated\":false\r\n"
                + out + "}\r\n\r\n"
                + "@power-host " + backend + " exit 0 8.25\r\n";
    }

    private static List<Row> failed(List<Row> rows) {
        return rows.stream().filter(row -> !row.passed).collect(Collectors.toList());
    }

    private static List<String> backends(List<Row> rows) {
        return rows.stream().map(row -> row.backend).collect(Collectors.toList());
    }
}

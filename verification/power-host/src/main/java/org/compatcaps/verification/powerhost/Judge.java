// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.powerhost;

import com.google.gson.Gson;
import com.google.gson.JsonSyntaxException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.compatcaps.verification.ioctlcases.HostKind;
import org.compatcaps.verification.ioctlcases.IoctlCase;

/** Compares the output of a guest with the expected one. */
final class Judge {
    static final List<String> BACKENDS = List.of("jna", "jnr", "ffm");

    private static final int DIFFERENCES_SHOWN = 3;

    /** Those of the packages. */
    private static final List<String> PACKAGED = List.of("jna", "ffm");

    private final Configuration configuration;
    private final GuestOutput output;
    private final List<Row> rows = new ArrayList<>();

    private Judge(Configuration configuration, GuestOutput output) {
        this.configuration = configuration;
        this.output = output;
    }

    /**
     * Judges one boot.
     *
     * @param packaged whether the guest had the files of a Debian package
     * @return one row for each check of the boot, also if its command did not end
     * @throws IOException if the file of ioctl cases is wrong
     */
    static List<Row> judge(Configuration configuration, GuestOutput output, boolean packaged) throws IOException {
        Judge judge = new Judge(configuration, output);
        BACKENDS.forEach(backend -> judge.answer(backend, backend));
        if (configuration.traced()) {
            BACKENDS.forEach(backend -> {
                judge.answer(backend + "-traced", backend);
                judge.descriptors(backend + "-traced");
            });
        }
        if (configuration.traced() && packaged) {
            PACKAGED.forEach(backend -> judge.answer(backend + "-packaged", backend));
        }
        if (configuration.cases().isPresent()) {
            HostKind host = configuration.cases().get();
            List<IoctlCase> cases = IoctlCase.of(host);
            BACKENDS.forEach(backend -> judge.cases(backend, host, cases));
        }
        if (!output.complete()) {
            judge.rows.add(Row.failed(configuration.name(), "the guest gets to its end", output.problem()));
        }
        return judge.rows;
    }

    private void answer(String command, String backend) {
        if (configuration.answers()) {
            String expected = String.join(" ", configuration.modes()) + ", " + configuration.bitmap() + ", "
                    + configuration.nestedApi();
            add(command, command, expected, ended -> answerDifferences(ended, backend));
        } else {
            String expected = "exit " + configuration.exitStatus() + ", \"" + configuration.stderr() + "\"";
            add(command, command, expected, this::refusalDifferences);
        }
    }

    private void descriptors(String command) {
        add(command + ", descriptors", command, "1 open, 1 VM, 1 query, both closed once", ended -> {
            List<String> calls = StraceLog.callsOnKvm(ended.trace().lines().toList());
            return calls.equals(callsOfAQuery()) ? List.of() : List.of("calls: " + String.join("; ", calls));
        });
    }

    /** The version, the capability of the query, and after it that of nested API v1. */
    private List<String> callsOfAQuery() {
        return List.of(
                "openat(AT_FDCWD, /dev/kvm, 0x80002) = DEVICE",
                "ioctl(DEVICE, 0x2000ae00, 0) = 12",
                "ioctl(DEVICE, 0x2000ae03, 0xfa) = 1",
                "ioctl(DEVICE, 0x2000ae01, 0) = VM",
                "ioctl(VM, 0x2000aeb8, ADDRESS) = 0",
                "close(VM) = 0",
                "ioctl(DEVICE, 0x2000ae03, 0xa0) = "
                        + (configuration.nestedApi().equals("v1") ? 1 : 0),
                "close(DEVICE) = 0");
    }

    /** Compares the kernel's answers with the file of cases. CasesOnTheMockTest compares the mock's answers with the same file. */
    private void cases(String backend, HostKind host, List<IoctlCase> cases) {
        List<String> lines = new ArrayList<>();
        cases.forEach(one -> lines.add(one.name() + ": " + one.expected(host)));
        lines.add(cases.size() + " cases");
        long notSimulated =
                cases.stream().filter(one -> !one.notSimulated().isEmpty()).count();
        String expected = cases.size() + " equal to the file; the mock does not simulate " + notSimulated;
        add(backend + ", ioctl cases", backend + "-cases", expected, ended -> {
            List<String> printed = ended.out().lines().toList();
            if (ended.exitStatus() == 0 && printed.equals(lines)) {
                return List.of();
            }
            return List.of(
                    "exit " + ended.exitStatus() + ", " + lastLine(ended.err()),
                    "missing: " + firstOf(lines, printed),
                    "not expected: " + firstOf(printed, lines));
        });
    }

    /** Returns the first lines that the others do not contain; all of them are in the serial log. */
    private static String firstOf(List<String> lines, List<String> others) {
        return lines.stream()
                .filter(line -> !others.contains(line))
                .limit(DIFFERENCES_SHOWN)
                .collect(Collectors.joining("; "));
    }

    private void add(
            String row, String command, String expected, Function<GuestOutput.Command, List<String>> differences) {
        Optional<GuestOutput.Command> ended = output.ended(command);
        rows.add(Row.of(
                configuration.name(),
                row,
                expected,
                ended.map(differences).orElse(List.of("nothing")),
                ended.map(GuestOutput.Command::seconds).orElse(-1.0)));
    }

    private List<String> answerDifferences(GuestOutput.Command command, String backend) {
        if (command.exitStatus() != 0) {
            return List.of("exit " + command.exitStatus(), lastLine(command.err()));
        }
        Map<?, ?> answer;
        try {
            answer = new Gson().fromJson(command.out(), Map.class);
        } catch (JsonSyntaxException e) {
            answer = null;
        }
        if (answer == null) {
            return List.of("no JSON object: " + lastLine(command.out()));
        }
        List<String> modes = configuration.modes();
        Map<String, Object> expected = new HashMap<>();
        expected.put("modes", modes);
        expected.put("highest", modes.get(modes.size() - 1));
        expected.put("bitmap", configuration.bitmap());
        expected.put("unknownBits", "0x0000000000000000");
        expected.put("nestedApi", configuration.nestedApi());
        expected.put("interface", "released");
        expected.put("backend", backend);
        expected.put("simulated", false);
        answer.keySet().retainAll(expected.keySet());
        return answer.equals(expected) ? List.of() : List.of(answer.toString());
    }

    private List<String> refusalDifferences(GuestOutput.Command command) {
        List<String> differences = new ArrayList<>();
        if (command.exitStatus() != configuration.exitStatus()) {
            differences.add("exit " + command.exitStatus());
        }
        if (!lowerCase(command.err()).contains(lowerCase(configuration.stderr()))) {
            differences.add("standard error ends with: " + lastLine(command.err()));
        }
        return differences;
    }

    private static String lastLine(String text) {
        return text.strip().lines().reduce("(nothing)", (before, line) -> line);
    }

    private static String lowerCase(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}

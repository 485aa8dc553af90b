// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.powerhost;

import com.google.gson.Gson;
import com.google.gson.JsonSyntaxException;
import com.google.gson.annotations.SerializedName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.compatcaps.verification.ioctlcases.HostKind;

/** Compares what a guest printed with what it had to print. */
final class Judge {
    static final List<String> BACKENDS = List.of("jna", "jnr", "ffm");

    /** Those of the packages. */
    private static final List<String> PACKAGED = List.of("jna", "ffm");

    /** What follows the backend's name in rows about ioctl cases. */
    static final String CASES = ", ioctl cases";

    private static final String NO_BITS = "0x0000000000000000";

    private final Configuration configuration;
    private final GuestOutput output;
    private final List<Row> rows = new ArrayList<>();

    /** What the command under judgement answered, in the words of {@link #expected()}. */
    private String got;

    private Judge(Configuration configuration, GuestOutput output) {
        this.configuration = configuration;
        this.output = output;
    }

    /**
     * Judges one boot.
     *
     * @param packaged whether the guest had the files of a Debian package
     * @return one row for everything the boot had to show, whether it showed it or not
     * @throws IOException if the file of ioctl cases is wrong
     */
    static List<Row> judge(Configuration configuration, GuestOutput output, boolean packaged) throws IOException {
        Judge judge = new Judge(configuration, output);
        for (String backend : BACKENDS) {
            judge.command(backend, backend);
        }
        if (configuration.traced) {
            for (String backend : BACKENDS) {
                judge.command(backend + "-traced", backend);
                judge.trace(backend + "-traced");
            }
        }
        if (configuration.traced && packaged) {
            for (String backend : PACKAGED) {
                judge.command(backend + "-packaged", backend);
            }
        }
        if (configuration.cases.isPresent()) {
            for (String backend : BACKENDS) {
                judge.cases(backend, configuration.cases.get());
            }
        }
        if (!output.complete()) {
            judge.rows.add(Row.failed(configuration.name, "-", "the guest gets to its end", output.problem(), -1));
        }
        return judge.rows;
    }

    private void command(String name, String backend) {
        String expected = expected();
        Optional<GuestOutput.Command> ended = output.ended(name);
        if (ended.isEmpty()) {
            rows.add(Row.failed(configuration.name, name, expected, "nothing", -1));
            return;
        }
        GuestOutput.Command command = ended.get();
        List<String> differences = configuration.answers() ? answer(command, backend) : refusal(command);
        rows.add(row(name, expected, differences, command.seconds()));
    }

    private void trace(String name) {
        String row = name + ", descriptors";
        Optional<GuestOutput.Command> ended = output.ended(name);
        if (ended.isEmpty()) {
            rows.add(Row.failed(configuration.name, row, StraceLog.CLEAN, "nothing", -1));
            return;
        }
        got = StraceLog.CLEAN;
        rows.add(row(
                row,
                StraceLog.CLEAN,
                StraceLog.problems(ended.get().trace()),
                ended.get().seconds()));
    }

    private void cases(String backend, HostKind host) throws IOException {
        Optional<GuestOutput.Command> ended = output.ended(backend + "-cases");
        CaseComparison comparison =
                new CaseComparison(host, ended.map(GuestOutput.Command::out).orElse(""));
        List<String> differences = new ArrayList<>(comparison.differences());
        ended.filter(command -> command.exitStatus() != 0)
                .ifPresent(
                        command -> differences.add(0, "exit " + command.exitStatus() + ", " + lastLine(command.err())));
        got = comparison.counts();
        rows.add(row(
                        backend + CASES,
                        comparison.expected(),
                        differences,
                        ended.map(GuestOutput.Command::seconds).orElse(-1.0))
                .withCasesEqual(comparison.equalToMock()));
    }

    private Row row(String name, String expected, List<String> differences, double seconds) {
        if (differences.isEmpty()) {
            return Row.passed(configuration.name, name, expected, got, seconds);
        }
        return Row.failed(configuration.name, name, expected, String.join("; ", differences), seconds);
    }

    private String expected() {
        if (configuration.answers()) {
            return answerText(configuration.modes, configuration.bitmap, configuration.nestedApi);
        }
        return refusalText(configuration.exitStatus, configuration.stderr);
    }

    private static String answerText(List<String> modes, String bitmap, String nestedApi) {
        return String.join(" ", modes) + ", " + bitmap + ", " + nestedApi;
    }

    private static String refusalText(int exitStatus, String stderr) {
        return "exit " + exitStatus + ", \"" + stderr + "\"";
    }

    private List<String> answer(GuestOutput.Command command, String backend) {
        List<String> differences = new ArrayList<>();
        if (command.exitStatus() != 0) {
            differences.add("exit " + command.exitStatus());
            differences.add(lastLine(command.err()));
            return differences;
        }
        Answer answer;
        try {
            answer = new Gson().fromJson(command.out(), Answer.class);
        } catch (JsonSyntaxException e) {
            answer = null;
        }
        if (answer == null) {
            differences.add("no JSON object: " + lastLine(command.out()));
            return differences;
        }
        List<String> modes = configuration.modes;
        compare(differences, "modes", modes, answer.modes);
        compare(differences, "highest", modes.get(modes.size() - 1), answer.highest);
        compare(differences, "bitmap", configuration.bitmap, answer.bitmap);
        compare(differences, "unknownBits", NO_BITS, answer.unknownBits);
        compare(differences, "nestedApi", configuration.nestedApi, answer.nestedApi);
        compare(differences, "interface", "released", answer.kernelInterface);
        compare(differences, "backend", backend, answer.backend);
        compare(differences, "simulated", Boolean.FALSE, answer.simulated);
        got = answer.modes == null ? "no modes" : answerText(answer.modes, answer.bitmap, answer.nestedApi);
        return differences;
    }

    private List<String> refusal(GuestOutput.Command command) {
        List<String> differences = new ArrayList<>();
        if (command.exitStatus() != configuration.exitStatus) {
            differences.add("exit " + command.exitStatus());
        }
        int found = lowerCase(command.err()).indexOf(lowerCase(configuration.stderr));
        if (found < 0) {
            differences.add("standard error ends with: " + lastLine(command.err()));
        } else {
            String said = command.err().substring(found, found + configuration.stderr.length());
            got = refusalText(command.exitStatus(), said);
        }
        return differences;
    }

    private static void compare(List<String> differences, String what, Object expected, Object got) {
        if (!Objects.equals(expected, got)) {
            differences.add(what + " is " + (got == null ? "missing" : got));
        }
    }

    private static String lastLine(String text) {
        String[] lines = text.strip().split("\n");
        String last = lines[lines.length - 1];
        return last.isEmpty() ? "(nothing)" : last;
    }

    private static String lowerCase(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    /** The tool's answer; absent fields stay null, so that they differ from every expected value. */
    private static final class Answer {
        private List<String> modes;
        private String highest;
        private String bitmap;
        private String unknownBits;
        private String nestedApi;

        @SerializedName("interface")
        private String kernelInterface;

        private String backend;
        private Boolean simulated;
    }
}

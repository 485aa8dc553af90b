// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.advice;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.compatcaps.verification.powerhost.GuestOutput;
import org.compatcaps.verification.powerhost.Table;

/** Compares the SDK's output with the outcome of guests, and with {@code hosts.tsv}. */
final class Judge {
    static final List<String> MODES = List.of("power9", "power10", "power11");

    /** The host whose estimate the guide shows. */
    static final String SHOWN = "power10-v1";

    /** The doctor's exit status if there is a problem. */
    private static final int PROBLEM = 10;

    final String kernel;
    private final String olderKernel;
    private final String shown;
    private final Map<String, List<List<String>>> guestsByApi = new TreeMap<>();
    private final List<List<String>> estimates = new ArrayList<>();
    private final List<List<String>> diagnoses = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private int cells;
    private int failed;

    /**
     * Creates a judge.
     *
     * @param kernel the name of the kernel with the query
     * @param olderKernel the name of the other
     * @param shown the output in the guide, which is that under the older kernel
     */
    Judge(String kernel, String olderKernel, String shown) {
        this.kernel = kernel;
        this.olderKernel = olderKernel;
        this.shown = shown;
    }

    /**
     * Judges one host.
     *
     * @param older the output under the older kernel, or null if that was not booted
     */
    void judge(Host host, GuestOutput released, GuestOutput older) {
        complete(host.name, released);
        Said answer = Said.of(released.ended("answer"));
        boolean isAsExpected = answer.is(host.answer) && !answer.estimate;
        if (host.startsGuests()) {
            judgeGuests(host, answer, released);
        }
        diagnosis(host.name, kernel, released, host.doctor);
        if (older == null) {
            estimates.add(List.of(host.name, cell(answer.text, isAsExpected), "-", "-", "-"));
            return;
        }
        complete(host.name + "-older", older);
        if (host.name.equals(SHOWN)) {
            String printed = older.ended("shown").map(GuestOutput.Command::out).orElse("nothing");
            if (!printed.equals(shown)) {
                failed++;
                problems.add("**The guide shows**\n\n" + shown + "\n**instead of**\n\n" + printed);
            }
        }
        diagnosis(host.name, olderKernel, older, host.doctorUnderOlder);
        Said estimate = Said.of(released.ended("estimate"));
        Said olderAnswer = Said.of(older.ended("answer"));
        Said olderEstimate = Said.of(older.ended("estimate"));
        estimates.add(List.of(
                host.name,
                cell(answer.text, isAsExpected),
                // A kernel that is new enough answers by an error, too.
                cell(
                        estimate.text,
                        answer.exitStatus == 0 ? isEstimate(estimate, host.estimate) : estimate.is(host.answer)),
                // The reason is the age of the kernel on every host with KVM.
                cell(
                        olderAnswer.text,
                        olderAnswer.exitStatus == Said.NOT_SUPPORTED && olderAnswer.text.contains("is too old")),
                cell(olderEstimate.text, isEstimate(olderEstimate, host.estimateUnderOlder))));
    }

    void diagnosis(String name, String kernelThere, GuestOutput output, String expected) {
        diagnoses.add(List.of(name, kernelThere, verdict(output.ended("doctor"), expected)));
    }

    /** Returns a cell with the last line. The exit status must agree with it. */
    String verdict(Optional<GuestOutput.Command> doctor, String expected) {
        String verdict = "nothing";
        boolean agrees = false;
        if (doctor.isPresent()) {
            String page = doctor.get().out().strip();
            verdict = page.substring(page.lastIndexOf('\n') + 1).replaceFirst("^Verdict: ", "");
            String pattern = Pattern.quote(expected).replace("*", "\\E.*\\Q");
            agrees = Pattern.compile(pattern).matcher(verdict).lookingAt()
                    && doctor.get().exitStatus() == (expected.startsWith("problem") ? PROBLEM : 0);
        }
        return cell(verdict, agrees);
    }

    private static boolean isEstimate(Said said, String expected) {
        return said.is(expected) && (said.exitStatus == 0 ? said.estimate : said.exitStatus == Said.NOT_SUPPORTED);
    }

    /** Checks that a guest with a listed mode shows that mode, and that any other mode is refused. */
    private void judgeGuests(Host host, Said answer, GuestOutput released) {
        List<String> row = new ArrayList<>();
        row.add(host.title());
        row.add(cell(answer.text.replace(",", ", "), answer.is(host.answer)));
        for (String mode : MODES) {
            String fate = Fate.of(released.ended("guest-" + mode));
            row.add(cell(fate, fate.equals(answer.guestCpus.getOrDefault(mode, Fate.REFUSED))));
        }
        String without = Fate.of(released.ended("guest-without"));
        row.add(cell(without, without.equals(host.without)));
        guestsByApi.computeIfAbsent(host.nestedApi(), api -> new ArrayList<>()).add(row);
    }

    void complete(String boot, GuestOutput output) {
        if (!output.complete()) {
            failed++;
            problems.add("**" + boot + ": " + Table.cell(output.problem()) + "**\n");
        }
    }

    /** Returns the text of a cell, in bold type if it is wrong. */
    String cell(String text, boolean agrees) {
        cells++;
        String cell = Table.cell(text);
        if (agrees) {
            return cell;
        }
        failed++;
        return "**" + cell + "**";
    }

    int cells() {
        return cells;
    }

    int failed() {
        return failed;
    }

    /** Returns a table of guests; the one for nested API v1 is also in the guide. */
    static String guestTable(List<List<String>> rows) {
        List<String> headings = new ArrayList<>(List.of("partition", "`./compatcaps` says"));
        MODES.forEach(mode -> headings.add("`max-cpu-compat=" + mode + "`"));
        headings.add("nothing set");
        return Table.render(headings, rows);
    }

    String tables() {
        StringBuilder tables = new StringBuilder();
        guestsByApi.forEach((api, guests) -> {
            tables.append("Guests inside the hosts, " + kernel + ", nested API " + api + ":\n\n");
            tables.append(guestTable(guests)).append('\n');
        });
        tables.append("The answer and the estimate:\n\n");
        tables.append(Table.render(
                List.of("host", kernel + " answers", "estimate there", olderKernel + " answers", "estimate there"),
                estimates));
        tables.append("\nThe doctor's verdicts:\n\n");
        tables.append(Table.render(List.of("host", "kernel", "`./compatcaps doctor` says"), diagnoses));
        problems.forEach(problem -> tables.append('\n').append(problem));
        return tables.toString();
    }
}

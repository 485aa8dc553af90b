// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.advice;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.compatcaps.verification.powerhost.GuestOutput;
import org.compatcaps.verification.powerhost.Table;

/** Compares the output of the command line with the outcome of guests, and with {@code hosts.tsv}. */
final class HostTables {
    static final List<String> MODES = List.of("power9", "power10", "power11");

    /** The host whose estimate the guide shows. */
    static final String SHOWN = "power10-v1";

    private final Report report;
    private final String kernel;
    private final String olderKernel;
    private final String shown;
    private final Map<String, List<List<String>>> guestsByApi = new TreeMap<>();
    private final List<List<String>> estimates = new ArrayList<>();
    private final List<List<String>> verdicts = new ArrayList<>();

    /**
     * Creates empty tables.
     *
     * @param kernel the name of the kernel with the query
     * @param olderKernel the name of the kernel without it
     * @param shown the estimate in the guide, which is that under the older kernel
     */
    HostTables(Report report, String kernel, String olderKernel, String shown) {
        this.report = report;
        this.kernel = kernel;
        this.olderKernel = olderKernel;
        this.shown = shown;
    }

    /**
     * Adds a host.
     *
     * @param older the output under the older kernel, or null if that was not booted
     */
    void add(Host host, GuestOutput released, GuestOutput older) {
        report.complete(host.name(), released);
        Printed answer = Printed.by(released.ended("answer"));
        if (host.startsGuests()) {
            addGuests(host, answer, released);
        }
        addVerdict(host.name(), released, host.doctor());
        String answerCell = report.check(answer.text(), answer.is(host.answer()) && !answer.estimate());
        if (older == null) {
            estimates.add(List.of(host.name(), answerCell, Host.NONE, Host.NONE, Host.NONE));
            return;
        }
        report.complete(host.name() + "-older", older);
        if (host.name().equals(SHOWN)) {
            String printed = older.ended("shown").map(GuestOutput.Command::out).orElse("nothing");
            if (!printed.equals(shown)) {
                report.problem("**The guide shows**\n\n" + shown + "\n**instead of**\n\n" + printed);
            }
        }
        verdicts.add(List.of(host.name(), olderKernel, report.verdict(older.ended("doctor"), host.doctorUnderOlder())));
        Printed estimate = Printed.by(released.ended("estimate"));
        Printed olderAnswer = Printed.by(older.ended("answer"));
        Printed olderEstimate = Printed.by(older.ended("estimate"));
        estimates.add(List.of(
                host.name(),
                answerCell,
                // A kernel that has the query needs no estimate, even if it returns an error.
                report.check(
                        estimate.text(),
                        answer.exitStatus() == 0 ? estimate.isEstimate(host.estimate()) : estimate.is(host.answer())),
                // The reason is the age of the kernel on every host with KVM.
                report.check(
                        olderAnswer.text(),
                        olderAnswer.exitStatus() == Printed.NOT_SUPPORTED
                                && olderAnswer.text().contains("is too old")),
                report.check(olderEstimate.text(), olderEstimate.isEstimate(host.estimateUnderOlder()))));
    }

    /** Checks that a guest with a listed mode shows that mode, and that any other mode is refused. */
    private void addGuests(Host host, Printed answer, GuestOutput released) {
        List<String> row = new ArrayList<>();
        row.add(host.title());
        row.add(report.check(answer.words(), answer.is(host.answer())));
        for (String mode : MODES) {
            String outcome = Outcome.of(released.ended("guest-" + mode));
            row.add(report.check(outcome, outcome.equals(answer.guestCpus().getOrDefault(mode, Outcome.REFUSED))));
        }
        String without = Outcome.of(released.ended("guest-without"));
        row.add(report.check(without, without.equals(host.without())));
        guestsByApi.computeIfAbsent(host.nestedApi(), api -> new ArrayList<>()).add(row);
    }

    /** Adds the doctor's verdict under the kernel with the query. */
    void addVerdict(String host, GuestOutput output, String expected) {
        verdicts.add(List.of(host, kernel, report.verdict(output.ended("doctor"), expected)));
    }

    /** Returns a table of guests; the table for nested API v1 is also in the guide. */
    static String guestTable(List<List<String>> rows) {
        List<String> headings = new ArrayList<>(List.of("partition", "`./compatcaps` prints"));
        MODES.forEach(mode -> headings.add("`max-cpu-compat=" + mode + "`"));
        headings.add("nothing set");
        return Table.render(headings, rows);
    }

    String tables() {
        StringBuilder tables = new StringBuilder();
        guestsByApi.forEach((api, guests) -> {
            tables.append("Guests in the hosts, " + kernel + ", nested API " + api + ":\n\n");
            tables.append(guestTable(guests)).append('\n');
        });
        tables.append("The answer and the estimate:\n\n");
        tables.append(Table.render(
                List.of("host", kernel + " answers", "estimate there", olderKernel + " answers", "estimate there"),
                estimates));
        tables.append("\nThe doctor's verdicts:\n\n");
        return tables + Table.render(List.of("host", "kernel", "verdict"), verdicts);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.advice;

import java.util.ArrayList;
import java.util.List;
import org.compatcaps.verification.powerhost.GuestOutput;
import org.compatcaps.verification.powerhost.Table;

/** Compares the output in hosts that change with {@code changes.tsv}. */
final class ChangeTable {
    private final Report report;
    private final List<List<String>> rows = new ArrayList<>();

    ChangeTable(Report report) {
        this.report = report;
    }

    /** Adds the state of a host after a step. */
    void add(Change change, GuestOutput output) {
        Printed answer = Printed.by(output.ended("answer-" + change.step()));
        String guest = Outcome.of(output.ended("guest-" + change.step()));
        rows.add(List.of(
                change.host(),
                change.step(),
                report.check(answer.words(), answer.is(change.answer())),
                report.verdict(output.ended("doctor-" + change.step()), change.doctor()),
                change.startsGuest() ? report.check(guest, guest.contains(change.guest())) : Host.NONE));
    }

    String table() {
        List<String> headings =
                List.of("host", "after", "`./compatcaps` prints", "verdict of the doctor", "guest in POWER9 mode");
        return rows.isEmpty() ? "" : "\nHosts that change while they run:\n\n" + Table.render(headings, rows);
    }
}

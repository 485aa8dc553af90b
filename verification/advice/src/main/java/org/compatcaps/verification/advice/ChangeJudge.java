// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.advice;

import java.util.ArrayList;
import java.util.List;
import org.compatcaps.verification.powerhost.GuestOutput;
import org.compatcaps.verification.powerhost.Table;

/** Compares the SDK's output in hosts that change with {@code changes.tsv}. */
final class ChangeJudge {
    private final Judge judge;
    private final List<List<String>> rows = new ArrayList<>();

    /**
     * Creates a judge.
     *
     * @param judge the one that counts
     */
    ChangeJudge(Judge judge) {
        this.judge = judge;
    }

    /** Judges the state of a host after a step. */
    void judge(Change change, GuestOutput output) {
        Said answer = Said.of(output.ended("answer-" + change.step));
        String guest = Fate.of(output.ended("guest-" + change.step));
        rows.add(List.of(
                change.host,
                change.step,
                judge.cell(answer.text.replace(",", ", "), answer.is(change.answer)),
                judge.verdict(output.ended("doctor-" + change.step), change.doctor),
                change.startsGuest() ? judge.cell(guest, guest.contains(change.guest)) : Host.NONE));
    }

    String table() {
        List<String> headings =
                List.of("host", "after", "`./compatcaps` says", "`./compatcaps doctor` says", "guest in POWER9 mode");
        return rows.isEmpty() ? "" : "\nHosts that change while they run:\n\n" + Table.render(headings, rows);
    }
}

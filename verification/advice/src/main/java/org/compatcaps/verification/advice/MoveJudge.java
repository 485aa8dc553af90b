// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.advice;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.compatcaps.verification.powerhost.GuestOutput;
import org.compatcaps.verification.powerhost.Table;

/** Compares the outcome of guests that moved with {@code moves.tsv}, and with what the two hosts have in common. */
final class MoveJudge {
    private final Judge judge;
    private final Selection selection;
    private final Common common;
    private final List<List<String>> rows = new ArrayList<>();

    /**
     * Creates a judge.
     *
     * @param judge the one that counts
     */
    MoveJudge(Judge judge, Selection selection, Common common) {
        this.judge = judge;
        this.selection = selection;
        this.common = common;
    }

    /**
     * Judges the guests that moved to one host.
     *
     * @param moves all of them, in the order of the disks
     * @param released the output of the hosts from which they moved
     * @param arrived the output of the host to which they moved
     */
    void judge(List<Move> moves, Map<Host, GuestOutput> released, GuestOutput arrived)
            throws IOException, InterruptedException {
        for (int i = 0; i < moves.size(); i++) {
            Move move = moves.get(i);
            GuestOutput source = released.get(selection.host(move.source));
            judge(
                    move,
                    common.of(source, arrived),
                    source.ended("guest-" + move.setting),
                    arrived.ended("arrival-" + Moves.diskName(i)));
        }
    }

    /** Judges one guest by the modes in common, and by QEMU's output where it left and where it arrived. */
    void judge(Move move, Said inCommon, Optional<GuestOutput.Command> left, Optional<GuestOutput.Command> arrived) {
        boolean agrees = inCommon.properties.keySet().stream().allMatch(mode -> hasRow(move, mode))
                && move.goesOn() == inCommon.properties.containsKey(move.setting);
        String fate = Fate.ofMoved(left, arrived);
        boolean isAsExpected;
        if (move.goesOn() && fate.equals(Move.GOES_ON)) {
            String printed = inCommon.properties.get(move.setting) + " " + inCommon.guestCpus.get(move.setting);
            String there = Fate.setting(arrived.get()) + " " + Fate.lastCpu(arrived.get());
            isAsExpected = there.equals(printed) && Fate.setting(left.get()).equals(Fate.setting(arrived.get()));
            fate += isAsExpected ? "" : ", " + Fate.setting(left.get()) + " " + there;
        } else {
            isAsExpected = fate.contains(move.outcome);
        }
        rows.add(row(
                move,
                selection.host(move.source),
                selection.host(move.target),
                judge.cell(inCommon.text.replace(",", ", "), agrees),
                judge.cell(isAsExpected ? describe(move.outcome) : fate, isAsExpected)));
    }

    /** Whether the file has a guest in this common mode that goes on. */
    private boolean hasRow(Move move, String mode) {
        return selection.allMoves.stream()
                .anyMatch(other -> other.goesOn() && other.hasSamePair(move) && other.setting.equals(mode));
    }

    /** Returns a row of the table, which is also in the guide. */
    static List<String> row(Move move, Host source, Host target, String common, String outcome) {
        String setting = move.setting.equals(Move.WITHOUT) ? "nothing set" : move.setting;
        return List.of(
                title(source),
                title(target),
                common,
                move.running ? setting + ", running" : setting,
                move.there.equals(Move.WITHOUT) ? "nothing set" : move.there,
                outcome);
    }

    private static String title(Host host) {
        return host.nestedApi().equals("v1") ? host.title() : host.title() + ", API " + host.nestedApi();
    }

    /** Returns an outcome of the file for people. */
    static String describe(String outcome) {
        switch (outcome) {
            case Move.GOES_ON:
                return outcome;
            case Move.FAULTS:
                return "arrives, then its kernel faults";
            default:
                return "refused: " + outcome;
        }
    }

    static String table(List<List<String>> rows) {
        return Table.render(
                List.of("partition", "moves to", "`./compatcaps common` prints", "setting", "setting there", "outcome"),
                rows);
    }

    String table() {
        return rows.isEmpty() ? "" : "\nGuests that move from host to host:\n\n" + table(rows);
    }
}

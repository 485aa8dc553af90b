// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.advice;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.compatcaps.verification.powerhost.GuestOutput;
import org.compatcaps.verification.powerhost.Table;

/** Compares the outcome of guests that moved with {@code moves.tsv}, and with the common modes of the two hosts. */
final class MoveTable {
    private final Report report;
    private final Selection selection;
    private final List<List<String>> rows = new ArrayList<>();

    MoveTable(Report report, Selection selection) {
        this.report = report;
        this.selection = selection;
    }

    /** Runs {@code compatcaps common} on this machine with the answers of two hosts. */
    static Printed common(Path dist, Path work, GuestOutput first, GuestOutput second)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-jar",
                dist.resolve("compatcaps-cli.jar").toString(),
                "common",
                "--json"));
        for (GuestOutput host : List.of(first, second)) {
            String answer = host.ended("answer").map(GuestOutput.Command::out).orElse("");
            Path file = Files.writeString(work.resolve("answer" + command.size() + ".json"), answer);
            command.add(file.toString());
        }
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String json = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return json.isEmpty() ? Printed.by(Optional.empty()) : Printed.json(json);
    }

    /**
     * Adds a move.
     *
     * @param common the modes that the two hosts have in common
     * @param left output of the guest in the source
     * @param arrived output of the guest in the target
     */
    void add(Move move, Printed common, Optional<GuestOutput.Command> left, Optional<GuestOutput.Command> arrived) {
        boolean agrees = common.properties().keySet().stream().allMatch(mode -> hasRow(move, mode));
        String outcome = Outcome.ofMoved(left, arrived);
        boolean isAsExpected = outcome.contains(move.outcome());
        if (move.goesOn() && isAsExpected) {
            String printed = common.properties().get(move.setting());
            String cpu = common.guestCpus().get(move.setting());
            String before = Outcome.setting(left.get());
            String after = Outcome.setting(arrived.get());
            String shows = Outcome.lastCpu(arrived.get());
            isAsExpected = before.equals(printed) && after.equals(printed) && shows.equals(cpu);
            outcome += isAsExpected ? "" : ", " + before + " " + after + " " + shows;
        }
        rows.add(row(
                move,
                selection.host(move.source()),
                selection.host(move.target()),
                report.check(common.words(), agrees),
                report.check(isAsExpected ? describe(move.outcome()) : outcome, isAsExpected)));
    }

    /** Returns whether the file has a guest in this common mode that goes on. */
    private boolean hasRow(Move move, String mode) {
        return selection.allMoves.stream()
                .anyMatch(other -> other.goesOn()
                        && other.source().equals(move.source())
                        && other.target().equals(move.target())
                        && other.setting().equals(mode));
    }

    /** Returns a row of the table, which is also in the guide. */
    static List<String> row(Move move, Host source, Host target, String common, String outcome) {
        return List.of(
                title(source),
                title(target),
                common,
                setting(move.setting()) + (move.isRunning() ? ", running" : ""),
                setting(move.there()),
                outcome);
    }

    private static String setting(String setting) {
        return setting.equals(Move.WITHOUT) ? "nothing set" : setting;
    }

    private static String title(Host host) {
        return host.nestedApi().equals("v1") ? host.title() : host.title() + ", API " + host.nestedApi();
    }

    /** Returns an outcome of the file in words. */
    static String describe(String outcome) {
        return switch (outcome) {
            case Outcome.GOES_ON -> outcome;
            case Outcome.FAULTS -> "arrives, then its kernel faults";
            default -> "refused: " + outcome;
        };
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

// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.advice;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.compatcaps.verification.powerhost.GuestOutput;
import org.compatcaps.verification.powerhost.Table;

/** Compares the outcome of guests that libvirt starts with the command line tool's output, and with {@code libvirt.tsv}. */
final class LibvirtJudge {
    private static final String NONE = "-";
    private static final String RESTORED = "restored: ";
    private static final Pattern REPORTED = Pattern.compile("<arch>ppc64le</arch>\\s*<model>(\\w+)</model>");
    private static final Pattern SETTING = Pattern.compile("<cpu mode='([^']*)'");
    private static final Pattern ERROR = Pattern.compile("(?m)^error: (?!Failed to create domain)(.*)$");

    private final Judge judge;
    private final List<List<String>> rows = new ArrayList<>();

    LibvirtJudge(Judge judge) {
        this.judge = judge;
    }

    void judge(LibvirtHost host, GuestOutput output, GuestOutput source) {
        judge.complete(host.name, output);
        List<String> row = new ArrayList<>(List.of(host.host.title(), host.libvirt()));
        rows.add(row);
        if (host.from != null) {
            String fate = restored(source.ended("saved"), output.ended("restored"));
            row.addAll(List.of(NONE, NONE, judge.cell(fate, fate.equals(RESTORED + "POWER9 (architected)"))));
            row.addAll(List.of(NONE, NONE, NONE));
            return;
        }
        Said answer = Said.of(output.ended("answer"));
        String reported = first(REPORTED, output.ended("capabilities"));
        row.add(judge.cell(reported, reported.equals(host.reports)));
        String setting = first(SETTING, output.ended("best-power9"));
        row.add(judge.cell(setting, setting.equals(host.setting)));
        for (String mode : Judge.MODES) {
            String fate = fate(output.ended("guest-" + mode));
            boolean possible = host.host.answer.contains(mode.toUpperCase(Locale.ROOT));
            row.add(possible ? judge.cell(fate, fate.equals(answer.guestCpus.get(mode))) : NONE);
        }
        String alone = fate(output.ended("guest-alone"));
        String element = fate(output.ended("guest-element"));
        // Where the other setting was printed, libvirt must refuse this one.
        boolean agrees = alone.startsWith(host.alone) && (!host.old || element.equals(alone));
        row.add(judge.cell(agrees ? host.alone : alone + "; with power9: " + element, agrees));
        judge.diagnosis(host.name, judge.kernel, output, host.doctor);
    }

    private static String first(Pattern pattern, Optional<GuestOutput.Command> command) {
        Matcher matcher = pattern.matcher(command.map(GuestOutput.Command::out).orElse(""));
        return matcher.find() ? matcher.group(1) : NONE;
    }

    /** Returns the CPU that the guest showed, {@value Fate#HUNG}, or libvirt's reason for a refusal. */
    static String fate(Optional<GuestOutput.Command> command) {
        if (command.isEmpty()) {
            return "nothing";
        }
        String out = command.get().out();
        Matcher error = ERROR.matcher(command.get().err());
        if (Fate.CPU.matcher(out).find()) {
            return first(Fate.CPU, command).strip();
        }
        if (out.contains("@hung")) {
            return Fate.HUNG;
        }
        return error.find() ? "refused: " + error.group(1).replaceFirst("^[a-z ]+: ", "") : "nothing";
    }

    /** Returns the CPU of a guest that goes on counting after it was restored. */
    private static String restored(Optional<GuestOutput.Command> saved, Optional<GuestOutput.Command> restored) {
        List<Integer> before = saved.map(Fate::counts).orElse(List.of());
        List<Integer> after = restored.map(Fate::counts).orElse(List.of());
        return before.isEmpty() || after.isEmpty() || after.get(0) <= before.get(before.size() - 1)
                ? "it does not go on: " + fate(restored)
                : RESTORED + fate(restored);
    }

    /** Returns the table, which is also in the guide. */
    static String table(List<List<String>> rows) {
        return Table.render(
                List.of(
                        "partition",
                        "libvirt",
                        "it reports",
                        "`best --as libvirt` prints",
                        "power9",
                        "power10",
                        "power11",
                        "`<cpu mode='host-model'/>`"),
                rows);
    }

    String table() {
        return rows.isEmpty() ? "" : "\nGuests that libvirt starts:\n\n" + table(rows);
    }
}

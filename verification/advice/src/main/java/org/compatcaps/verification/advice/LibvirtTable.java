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

/** Compares the outcome of guests that libvirt starts with the output of the command line, and with {@code libvirt.tsv}. */
final class LibvirtTable {
    static final String RESTORED = "restored: POWER9 (architected)";

    private static final Pattern REPORTED = Pattern.compile("<arch>ppc64le</arch>\\s*<model>(\\w+)</model>");
    private static final Pattern SETTING = Pattern.compile("<cpu mode='([^']*)'");

    private final Report report;
    private final HostTables hosts;
    private final List<List<String>> rows = new ArrayList<>();

    LibvirtTable(Report report, HostTables hosts) {
        this.report = report;
        this.hosts = hosts;
    }

    /**
     * Adds a host.
     *
     * @param source output of the host that saved the guest which this host restores, or null
     */
    void add(LibvirtHost host, GuestOutput output, GuestOutput source) {
        report.complete(host.name(), output);
        List<String> row = new ArrayList<>(List.of(host.host().title(), host.versions()));
        rows.add(row);
        if (host.restores()) {
            boolean countsOn = Outcome.countsOn(source.ended("saved"), output.ended("restored"));
            String outcome =
                    (countsOn ? "restored: " : "does not go on: ") + Outcome.ofLibvirt(output.ended("restored"));
            row.addAll(List.of(Host.NONE, Host.NONE, report.check(outcome, outcome.equals(RESTORED))));
            row.addAll(List.of(Host.NONE, Host.NONE, Host.NONE));
            return;
        }
        Printed answer = Printed.by(output.ended("answer"));
        String reported = first(REPORTED, output.ended("capabilities"));
        row.add(report.check(reported, reported.equals(host.reports())));
        String setting = first(SETTING, output.ended("best-power9"));
        row.add(report.check(setting, setting.equals(host.setting())));
        for (String mode : HostTables.MODES) {
            String outcome = Outcome.ofLibvirt(output.ended("guest-" + mode));
            boolean possible = host.host().answer().contains(mode.toUpperCase(Locale.ROOT));
            row.add(
                    possible
                            ? report.check(
                                    outcome, outcome.equals(answer.guestCpus().get(mode)))
                            : Host.NONE);
        }
        String alone = Outcome.ofLibvirt(output.ended("guest-alone"));
        String element = Outcome.ofLibvirt(output.ended("guest-element"));
        // An old libvirt must also refuse the setting that was not printed.
        boolean agrees = alone.startsWith(host.alone()) && (!host.isOld() || element.equals(alone));
        row.add(report.check(agrees ? host.alone() : alone + "; with power9: " + element, agrees));
        hosts.addVerdict(host.name(), output, host.doctor());
    }

    private static String first(Pattern pattern, Optional<GuestOutput.Command> command) {
        Matcher matcher = pattern.matcher(command.map(GuestOutput.Command::out).orElse(""));
        return matcher.find() ? matcher.group(1) : Host.NONE;
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

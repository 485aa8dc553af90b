// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.advice;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.compatcaps.verification.powerhost.Emulator;
import org.compatcaps.verification.powerhost.GuestOutput;
import org.compatcaps.verification.powerhost.Plan;

/**
 * Boots hosts in the emulator, starts and moves guests in them, and compares their outcome with the output of the command line.
 *
 * <p>The script {@code run} fetches the parts and starts this class.
 */
public final class Main {
    /** Some seven times as long as the longest boot on an idle machine. */
    private static final Duration LIMIT = Duration.ofMinutes(20);

    /** The file systems of the hosts, and the disks. */
    private static final String LARGE = "*.{cpio,cpio.gz,raw}";

    private static final String OLDER = "-older";
    private static final String ARRIVALS = "-arrivals";

    private static final Pattern ESTIMATE =
            Pattern.compile("```sh\n\\./compatcaps --estimate\n```\n\n```text\n(.*?)```", Pattern.DOTALL);

    private final Path parts;
    private final Path ownParts;
    private final Path dist;
    private final Path work;

    private Main(Path parts, Path ownParts, Path dist, Path work) {
        this.parts = parts;
        this.ownParts = ownParts;
        this.dist = dist;
        this.work = work;
    }

    /**
     * Runs the boots and prints the tables.
     *
     * @param args parts of the emulated host, parts of this module, directory of the command line, directory of the *.tsv files,
     *     directory for output, {@code keep} or {@code tidy} for the logs of boots that passed, page of the guide with an
     *     estimate, then names or globs of rows (all if there is none)
     * @throws Exception if the run itself fails
     */
    public static void main(String[] args) throws Exception {
        Selection selection;
        try {
            selection = new Selection(Path.of(args[3]), Arrays.asList(args).subList(7, args.length));
        } catch (IllegalArgumentException e) {
            System.err.println("advice: " + e.getMessage());
            System.exit(2);
            return;
        }
        Path work = Path.of(args[4]);
        Files.createDirectories(work);
        Plan.deleteOldOutput(work, "*.{log,md,json}");
        Plan.deleteOldOutput(work, LARGE);
        Main main = new Main(Path.of(args[0]), Path.of(args[1]), Path.of(args[2]), work);
        boolean agrees = main.run(selection, estimate(Path.of(args[6])));
        if (agrees && !args[5].equals("keep")) {
            Plan.deleteOldOutput(work, "*.log");
        }
        System.exit(agrees ? 0 : 1);
    }

    /** Returns the estimate that a page of the guide shows. */
    static String estimate(Path page) throws IOException {
        Matcher block = ESTIMATE.matcher(Files.readString(page));
        if (!block.find()) {
            throw new IOException(page + " does not show an estimate");
        }
        return block.group(1);
    }

    private boolean run(Selection selection, String shown) throws IOException, InterruptedException {
        long started = System.nanoTime();
        Report report = new Report();
        String tables;
        Archives archives = new Archives(parts, ownParts, dist, work);
        HostBoots hostBoots = new HostBoots(selection, archives, work, ownParts.resolve("kernel"));
        Emulator emulator = new Emulator(parts, LIMIT);
        try (Boots boots = new Boots(emulator, work)) {
            archives.write(selection);
            hostBoots.createDisks();
            start(selection, boots, hostBoots, archives, emulator);
            tables = compare(selection, boots, report, shown);
        } finally {
            Plan.deleteOldOutput(work, LARGE);
        }
        Path file = Files.writeString(work.resolve("tables.md"), tables);
        System.out.printf(
                Locale.ROOT,
                "%n%s%n%d hosts, %d moves, %d changes, %d with libvirt, %d comparisons, %s, %.0f seconds; tables in %s%n",
                tables,
                selection.hosts.size(),
                selection.moves.size(),
                selection.changes.size(),
                selection.libvirtHosts.size(),
                report.comparisons(),
                report.differences() == 0 ? "all agree" : report.differences() + " DO NOT AGREE",
                (System.nanoTime() - started) / 1e9,
                file);
        return report.differences() == 0;
    }

    private void start(Selection selection, Boots boots, HostBoots hostBoots, Archives archives, Emulator emulator) {
        for (LibvirtHost host : selection.libvirtHosts) {
            boots.add(host.name(), hostBoots.libvirt(host), host.restores() ? List.of(host.from()) : List.of());
        }
        // Boots with guests take longest, and no processor should idle at the end.
        List<Host> hosts = new ArrayList<>(selection.hosts);
        hosts.sort((one, other) -> Boolean.compare(other.startsGuests(), one.startsGuests()));
        for (Host host : hosts) {
            boots.add(host.name(), hostBoots.released(host), List.of());
        }
        for (String name : selection.changedHosts()) {
            ChangingHost host =
                    new ChangingHost(selection.host(name), selection.changesOf(name), archives.withGuests(), work);
            boots.add(name + "-changes", () -> host.run(emulator, boots));
        }
        for (Host host : selection.hosts) {
            if (host.bootsOlder()) {
                boots.add(host.name() + OLDER, hostBoots.older(host), List.of());
            }
        }
        for (String target : selection.targets()) {
            List<String> sources =
                    selection.movesTo(target).stream().map(Move::source).toList();
            boots.add(target + ARRIVALS, hostBoots.arrivals(selection.host(target)), sources);
        }
    }

    /** Compares the outputs as they come in, and returns the tables. */
    private String compare(Selection selection, Boots boots, Report report, String shown)
            throws IOException, InterruptedException {
        HostTables hostTables = new HostTables(report, kernel(parts), kernel(ownParts), shown);
        for (Host host : selection.hosts) {
            GuestOutput older = host.bootsOlder() ? boots.output(host.name() + OLDER) : null;
            hostTables.add(host, boots.output(host.name()), older);
        }
        MoveTable moveTable = new MoveTable(report, selection);
        for (String target : selection.targets()) {
            GuestOutput arrived = boots.output(target + ARRIVALS);
            report.complete(target + ARRIVALS, arrived);
            List<Move> moves = selection.movesTo(target);
            for (int i = 0; i < moves.size(); i++) {
                Move move = moves.get(i);
                GuestOutput source = boots.output(move.source());
                moveTable.add(
                        move,
                        MoveTable.common(dist, work, source, arrived),
                        source.ended("guest-" + move.setting()),
                        arrived.ended("arrival-" + HostBoots.diskName(i)));
            }
        }
        ChangeTable changeTable = new ChangeTable(report);
        for (String host : selection.changedHosts()) {
            GuestOutput output = boots.output(host + "-changes");
            report.complete(host + "-changes", output);
            selection.changesOf(host).forEach(change -> changeTable.add(change, output));
        }
        LibvirtTable libvirtTable = new LibvirtTable(report, hostTables);
        for (LibvirtHost host : selection.libvirtHosts) {
            libvirtTable.add(host, boots.output(host.name()), host.restores() ? boots.output(host.from()) : null);
        }
        return hostTables.tables() + moveTable.table() + changeTable.table() + libvirtTable.table() + report.problems();
    }

    private static String kernel(Path parts) throws IOException {
        String release = Files.readString(parts.resolve("kernel/release")).strip();
        return "Linux " + release.replace("-powerpc64le", "");
    }
}

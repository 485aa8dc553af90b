// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.advice;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.compatcaps.verification.powerhost.Boot;
import org.compatcaps.verification.powerhost.Emulator;
import org.compatcaps.verification.powerhost.GuestOutput;
import org.compatcaps.verification.powerhost.Plan;

/**
 * Boots the hosts of {@code hosts.tsv} under two kernels, starts guests in them, moves guests between them, and prints whether the
 * SDK's word and the outcome of the guests agree.
 *
 * <p>Started by the script {@code run}, which fetches the parts and knows the paths.
 */
public final class Main {
    private static final int BOOTS_AT_A_TIME = 2;

    /** Some seven times of what the longest boot takes on an idle machine. */
    private static final Duration LIMIT = Duration.ofMinutes(20);

    /**
     * The host must not look at which pages its guest uses, as it does for huge pages and with DAMON: see README.md, "Why hosts
     * stop".
     */
    private static final String FOR_GUESTS = " transparent_hugepage=never damon_stat.enabled=N";

    /** Ends the name of a boot that receives guests. */
    private static final String ARRIVALS = "-arrivals";

    private final Path parts;
    private final Path ownParts;
    private final Path dist;
    private final Path work;
    private final boolean keep;
    private final Emulator emulator;

    private Main(Path parts, Path ownParts, Path dist, Path work, boolean keep) {
        this.parts = parts;
        this.ownParts = ownParts;
        this.dist = dist;
        this.work = work;
        this.keep = keep;
        this.emulator = new Emulator(parts, LIMIT);
    }

    /**
     * Runs the boots and prints the tables.
     *
     * @param args parts of the POWER host, parts of this rig, directory of the command line tool, directory of the files of hosts,
     *     moves, changes and libvirt, directory for output, {@code keep} or {@code tidy} for the logs of boots that passed, the guide, then names or
     *     globs of hosts, moves, changes and hosts with libvirt (all if there is none)
     * @throws Exception if the rig itself does not work
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
        Main main = new Main(Path.of(args[0]), Path.of(args[1]), Path.of(args[2]), work, args[5].equals("keep"));
        System.exit(main.run(selection, Guide.estimate(Path.of(args[6]))) ? 0 : 1);
    }

    private boolean run(Selection selection, String shown) throws IOException, InterruptedException {
        long started = System.nanoTime();
        List<Host> hosts = selection.hosts;
        Map<Host, GuestOutput> released = new LinkedHashMap<>();
        Map<Host, GuestOutput> older = new LinkedHashMap<>();
        Map<String, GuestOutput> arrived = new LinkedHashMap<>();
        Map<String, GuestOutput> changed = new LinkedHashMap<>();
        Map<String, GuestOutput> withLibvirt = new LinkedHashMap<>();
        Archives archives = new Archives(parts, ownParts, dist, work);
        Moves moves = new Moves(selection.moves, work);
        Libvirts libvirts = new Libvirts(selection.libvirtHosts, parts, ownParts, work);
        try {
            archives.write(selection);
            moves.createDisks();
            libvirts.write(archives.forGuests());
            boot(selection, moves, libvirts, archives, released, older, arrived, changed, withLibvirt);
        } finally {
            archives.delete();
            moves.deleteDisks();
            libvirts.delete();
        }
        Judge judge = new Judge(kernel(parts), kernel(ownParts), shown);
        for (Host host : hosts) {
            judge.judge(host, released.get(host), older.get(host));
        }
        MoveJudge moveJudge = new MoveJudge(judge, selection, new Common(dist, work));
        for (String target : moves.targets()) {
            judge.complete(target + ARRIVALS, arrived.get(target));
            moveJudge.judge(moves.to(target), released, arrived.get(target));
        }
        ChangeJudge changeJudge = new ChangeJudge(judge);
        changed.forEach((host, output) -> {
            judge.complete(host + ", which changes", output);
            selection.changesOf(host).forEach(change -> changeJudge.judge(change, output));
        });
        LibvirtJudge libvirtJudge = new LibvirtJudge(judge);
        for (LibvirtHost host : selection.libvirtHosts) {
            libvirtJudge.judge(host, withLibvirt.get(host.name), withLibvirt.get(host.from));
        }
        String tables = judge.tables() + moveJudge.table() + changeJudge.table() + libvirtJudge.table();
        Path file = work.resolve("tables.md");
        Files.write(file, tables.getBytes(StandardCharsets.UTF_8));
        System.out.println();
        System.out.print(tables);
        System.out.println();
        System.out.printf(
                Locale.ROOT,
                "%d hosts, %d moves, %d changes, %d with libvirt, %d cells, %s, %.0f seconds; tables in %s%n",
                hosts.size(),
                selection.moves.size(),
                selection.changes.size(),
                selection.libvirtHosts.size(),
                judge.cells(),
                judge.failed() == 0 ? "all agree" : judge.failed() + " DO NOT AGREE",
                (System.nanoTime() - started) / 1e9,
                file);
        if (judge.failed() == 0 && !keep) {
            deleteLogs();
        }
        return judge.failed() == 0;
    }

    private static String kernel(Path parts) throws IOException {
        String release = Files.readString(parts.resolve("kernel/release")).strip();
        return "Linux " + release.replace("-powerpc64le", "");
    }

    private void boot(
            Selection selection,
            Moves moves,
            Libvirts libvirts,
            Archives archives,
            Map<Host, GuestOutput> released,
            Map<Host, GuestOutput> older,
            Map<String, GuestOutput> arrived,
            Map<String, GuestOutput> changed,
            Map<String, GuestOutput> withLibvirt)
            throws InterruptedException {
        List<Host> hosts = selection.hosts;
        ExecutorService executor = Executors.newFixedThreadPool(BOOTS_AT_A_TIME);
        try {
            Map<Host, Future<GuestOutput>> withQuery = new HashMap<>();
            Map<Host, Future<GuestOutput>> withoutQuery = new HashMap<>();
            Map<String, Future<GuestOutput>> changes = new LinkedHashMap<>();
            Map<String, Future<GuestOutput>> libvirtBoots = new HashMap<>();
            for (LibvirtHost host : selection.libvirtHosts) {
                Future<GuestOutput> source = libvirtBoots.get(host.from);
                libvirtBoots.put(host.name, executor.submit(() -> {
                    if (source != null) {
                        source.get();
                    }
                    return boot(host.name, libvirts.boot(host, FOR_GUESTS));
                }));
            }
            // Those with guests take longest, and no processor should idle at the end.
            for (boolean guests : new boolean[] {true, false}) {
                for (Host host : hosts) {
                    if (host.startsGuests() == guests) {
                        withQuery.put(host, executor.submit(() -> boot(host.name, released(host, moves, archives))));
                    }
                }
            }
            for (String name : selection.changedHosts()) {
                ChangingHost host = new ChangingHost(
                        selection.host(name), selection.changesOf(name), archives.withGuests(), FOR_GUESTS, work);
                changes.put(name, executor.submit(() -> host.run(emulator, this::boot)));
            }
            for (Host host : hosts) {
                if (host.bootsOlder()) {
                    withoutQuery.put(host, executor.submit(() -> boot(host.name + "-older", older(host, archives))));
                }
            }
            for (Host host : hosts) {
                released.put(host, output(host.name, withQuery.get(host)));
            }
            // All guests have left by now, while the older kernel may still be booting.
            Map<String, Future<GuestOutput>> arrivals = new LinkedHashMap<>();
            for (String target : moves.targets()) {
                Boot boot = target(selection.host(target), moves, archives);
                arrivals.put(target, executor.submit(() -> boot(target + ARRIVALS, boot)));
            }
            for (Host host : hosts) {
                if (host.bootsOlder()) {
                    older.put(host, output(host.name, withoutQuery.get(host)));
                }
            }
            for (String target : moves.targets()) {
                arrived.put(target, output(target, arrivals.get(target)));
            }
            for (String host : selection.changedHosts()) {
                changed.put(host, output(host, changes.get(host)));
            }
            for (LibvirtHost host : selection.libvirtHosts) {
                withLibvirt.put(host.name, output(host.name, libvirtBoots.get(host.name)));
            }
        } finally {
            executor.shutdownNow();
        }
    }

    private Boot released(Host host, Moves moves, Archives archives) {
        String parameters = " MODULES=" + host.modules
                + (host.answers() ? " ANSWERS=yes" : "")
                + (host.startsGuests() ? " GUESTS=yes" + FOR_GUESTS : "")
                + moves.sourceParameters(host.name);
        List<String> devices = new ArrayList<>(host.devices);
        devices.addAll(moves.sourceDevices(host.name));
        return new Boot(host.machine, host.cpu, devices, archives.released(host), parameters);
    }

    private Boot target(Host host, Moves moves, Archives archives) {
        String parameters = FOR_GUESTS + moves.targetParameters(host.name);
        return new Boot(host.machine, host.cpu, moves.targetDevices(host.name), archives.withGuests(), parameters);
    }

    private Boot older(Host host, Archives archives) {
        String parameters = host.name.equals(Judge.SHOWN) ? " SHOWN=yes" : "";
        return new Boot(host.machine, host.cpu, host.devices, archives.older(host), parameters)
                .withKernel(ownParts.resolve("kernel"));
    }

    /** A boot that the rig could not make is a failure, not the end of the run. */
    private static GuestOutput output(String name, Future<GuestOutput> boot) throws InterruptedException {
        try {
            return boot.get();
        } catch (ExecutionException e) {
            System.out.println("advice: " + name + ": " + e.getCause());
            return GuestOutput.parse("");
        }
    }

    private GuestOutput boot(String name, Boot boot) throws IOException, InterruptedException {
        System.out.println("advice: " + name + ": booting");
        long started = System.nanoTime();
        Path log = work.resolve(name + ".log");
        GuestOutput output = emulator.boot(boot, log);
        System.out.printf(
                Locale.ROOT,
                "advice: %s: %s, %.0f seconds%n",
                name,
                output.complete() ? "done" : output.problem() + ", serial log in " + log,
                (System.nanoTime() - started) / 1e9);
        return output;
    }

    private void deleteLogs() throws IOException {
        try (DirectoryStream<Path> logs = Files.newDirectoryStream(work, "*.log")) {
            for (Path log : logs) {
                Files.delete(log);
            }
        }
    }
}

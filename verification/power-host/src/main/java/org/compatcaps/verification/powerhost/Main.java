// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.powerhost;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.compatcaps.verification.ioctlcases.HostKind;

/**
 * Asks the SDK in every configuration of the emulated POWER host, and compares with {@code expected.tsv}.
 *
 * <p>Started by the script {@code run}, which fetches the parts and knows the paths.
 */
public final class Main {
    private static final int BOOTS_AT_A_TIME = 2;

    /** Some seven times of what the longest boot takes on an idle machine. */
    private static final Duration LIMIT = Duration.ofMinutes(30);

    private final Emulator emulator;
    private final Path initramfs;
    private final Path compressedInitramfs;
    private final Path work;
    private final boolean keep;
    private final boolean packaged;

    private Main(
            Emulator emulator, Path initramfs, Path compressedInitramfs, Path work, boolean keep, boolean packaged) {
        this.emulator = emulator;
        this.initramfs = initramfs;
        this.compressedInitramfs = compressedInitramfs;
        this.work = work;
        this.keep = keep;
        this.packaged = packaged;
    }

    /**
     * Runs the boots and prints the table.
     *
     * @param args directory of the parts, directory of the command line tool, file of expected values, directory for
     *     output, {@code keep} or {@code tidy} for the logs of boots that passed, directory with the files of a Debian package
     *     or {@code -}, then names or globs of configurations (all if there is none)
     * @throws Exception if the rig itself does not work
     */
    public static void main(String[] args) throws Exception {
        Path parts = Path.of(args[0]);
        Path dist = Path.of(args[1]);
        Path work = Path.of(args[3]);
        // The guest runs the same cases that its answers are compared with.
        Path cases = Path.of(HostKind.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Map<String, Path> added = new HashMap<>(Map.of("dist", dist, "cases.jar", cases));
        boolean packaged = !args[5].equals("-");
        if (packaged) {
            added.put("usr", Path.of(args[5], "usr"));
        }
        List<Configuration> configurations;
        try {
            configurations =
                    select(Configuration.read(Path.of(args[2])), List.of(args).subList(6, args.length));
        } catch (IllegalArgumentException e) {
            System.err.println("power-host: " + e.getMessage());
            System.exit(2);
            return;
        }

        Files.createDirectories(work);
        Plan.deleteOldOutput(work, "*.{log,md}");
        Path initramfs = work.resolve("initramfs.cpio");
        Path compressed = work.resolve("initramfs.cpio.gz");
        boolean passed;
        try {
            Initramfs.write(
                    initramfs,
                    parts,
                    parts.resolve("guest"),
                    Initramfs.NONE,
                    Initramfs.resource(Main.class, "questions"),
                    added);
            if (configurations.stream().anyMatch(Configuration::bareMetal)) {
                Initramfs.compress(initramfs, compressed);
            }
            boolean keep = args[4].equals("keep");
            Main main = new Main(new Emulator(parts, LIMIT), initramfs, compressed, work, keep, packaged);
            passed = main.run(configurations);
        } finally {
            Files.deleteIfExists(initramfs);
            Files.deleteIfExists(compressed);
        }
        System.exit(passed ? 0 : 1);
    }

    /** The configurations that one of the patterns names, all if there is no pattern. */
    static List<Configuration> select(List<Configuration> all, List<String> patterns) {
        return Plan.select(all, configuration -> configuration.name, patterns);
    }

    /** So that no processor idles at the end. */
    static List<Configuration> longestFirst(List<Configuration> configurations) {
        return configurations.stream()
                .sorted(Comparator.comparing(Configuration::length).reversed())
                .collect(Collectors.toList());
    }

    private boolean run(List<Configuration> configurations) throws IOException, InterruptedException {
        long started = System.nanoTime();
        ExecutorService executor = Executors.newFixedThreadPool(BOOTS_AT_A_TIME);
        List<Row> rows = new ArrayList<>();
        try {
            Map<Configuration, Future<List<Row>>> boots = new HashMap<>();
            for (Configuration configuration : longestFirst(configurations)) {
                boots.put(configuration, executor.submit(() -> boot(configuration)));
            }
            for (Configuration configuration : configurations) {
                rows.addAll(rows(boots.get(configuration), configuration));
            }
        } finally {
            executor.shutdownNow();
        }

        String table = Table.render(rows);
        Path file = work.resolve("table.md");
        Files.write(file, table.getBytes(StandardCharsets.UTF_8));
        long failed = rows.stream().filter(row -> !row.passed).count();
        System.out.println();
        System.out.print(table);
        System.out.println();
        System.out.printf(
                Locale.ROOT,
                "%d boots, %d rows, %s, %.0f seconds; table in %s%n",
                configurations.size(),
                rows.size(),
                failed == 0 ? "all as expected" : failed + " NOT AS EXPECTED",
                seconds(started),
                file);
        System.out.print(totalOfCases(rows));
        return failed == 0;
    }

    /** How many ioctl cases were compared through each backend; nothing if the boots had none to run. */
    static String totalOfCases(List<Row> rows) {
        Map<String, Integer> totals = new LinkedHashMap<>();
        boolean allEqual = true;
        for (Row row : rows) {
            if (row.ranCases()) {
                totals.merge(row.backend.replace(Judge.CASES, ""), row.casesEqual, Integer::sum);
                allEqual &= row.passed;
            }
        }
        if (totals.isEmpty()) {
            return "";
        }
        String counts = totals.entrySet().stream()
                .map(total -> total.getKey() + " " + total.getValue())
                .collect(Collectors.joining(", "));
        return "ioctl cases compared with the real kernel: " + counts
                + (allEqual ? ", all equal to the mock\n" : " equal to the mock, NOT ALL\n");
    }

    /** The rows of one boot. A boot that the rig could not make is a failure, not the end of the run. */
    private static List<Row> rows(Future<List<Row>> boot, Configuration configuration) throws InterruptedException {
        try {
            return boot.get();
        } catch (ExecutionException e) {
            return List.of(
                    Row.failed(configuration.name, "-", "a boot", e.getCause().toString(), -1));
        }
    }

    private List<Row> boot(Configuration configuration) throws IOException, InterruptedException {
        System.out.println("power-host: " + configuration.name + ": booting");
        long started = System.nanoTime();
        Path log = work.resolve(configuration.name + ".log");
        GuestOutput output = emulator.boot(configuration.boot(initramfs, compressedInitramfs, packaged), log);
        List<Row> rows = Judge.judge(configuration, output, packaged);
        long failed = rows.stream().filter(row -> !row.passed).count();
        String result = failed == 0
                ? "as expected"
                : "FAILED (" + failed + " of " + rows.size() + " rows), serial log in " + log;
        System.out.printf(
                Locale.ROOT, "power-host: %s: %s, %.0f seconds%n", configuration.name, result, seconds(started));
        if (failed == 0 && !keep) {
            Files.delete(log);
        }
        return rows;
    }

    private static double seconds(long started) {
        return (System.nanoTime() - started) / 1e9;
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.powerhost;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.compatcaps.verification.ioctlcases.HostKind;

/**
 * Queries the SDK in every configuration of the emulated POWER host, and compares the answers with {@code expected.tsv}.
 *
 * <p>Started by the script {@code run}, which fetches the parts and knows the paths.
 */
public final class Main {
    private static final int BOOTS_AT_A_TIME = 2;

    /** Some seven times of the longest boot on an idle machine. */
    private static final Duration LIMIT = Duration.ofMinutes(30);

    private final Path parts;
    private final Path dist;
    private final Path work;
    private final boolean keep;
    private final String packageFiles;
    private final Emulator emulator;
    private final Path initramfs;
    private final Path compressedInitramfs;

    private Main(String[] args) {
        parts = Path.of(args[0]);
        dist = Path.of(args[1]);
        work = Path.of(args[3]);
        keep = args[4].equals("keep");
        packageFiles = args[5];
        emulator = new Emulator(parts, LIMIT);
        initramfs = work.resolve("initramfs.cpio");
        compressedInitramfs = work.resolve("initramfs.cpio.gz");
    }

    /**
     * Runs the boots and prints the table.
     *
     * @param args directory of the parts, directory of the command line tool, file of expected values, directory for
     *     output, {@code keep} or {@code tidy} for the logs of boots that passed, directory with the files of a Debian package
     *     or {@code -}, then names or globs of configurations (all if there is none)
     * @throws Exception if the boots cannot be made
     */
    public static void main(String[] args) throws Exception {
        List<Configuration> configurations = Configuration.read(Path.of(args[2]));
        try {
            configurations = Plan.select(
                    configurations, Configuration::name, List.of(args).subList(6, args.length));
        } catch (IllegalArgumentException e) {
            System.err.println("power-host: " + e.getMessage());
            System.exit(2);
        }
        Main main = new Main(args);
        Files.createDirectories(main.work);
        Plan.deleteOldOutput(main.work, "*.{log,md}");
        boolean passed;
        try {
            main.writeInitramfs();
            if (configurations.stream().anyMatch(Configuration::bareMetal)) {
                Initramfs.compress(main.initramfs, main.compressedInitramfs);
            }
            passed = main.run(configurations);
        } finally {
            Files.deleteIfExists(main.initramfs);
            Files.deleteIfExists(main.compressedInitramfs);
        }
        System.exit(passed ? 0 : 1);
    }

    private boolean packaged() {
        return !packageFiles.equals("-");
    }

    private void writeInitramfs() throws Exception {
        // The guest runs the same cases that its answers are compared with.
        Path cases = Path.of(HostKind.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Map<String, Path> added = new HashMap<>(Map.of("dist", dist, "cases.jar", cases));
        if (packaged()) {
            added.put("usr", Path.of(packageFiles, "usr"));
        }
        byte[] questions = Initramfs.resource(Main.class, "questions");
        Initramfs.write(initramfs, parts, parts.resolve("guest"), Initramfs.NONE, questions, added);
    }

    private boolean run(List<Configuration> configurations) throws IOException, InterruptedException {
        long started = System.nanoTime();
        List<Row> rows = new ArrayList<>();
        ExecutorService executor = Executors.newFixedThreadPool(BOOTS_AT_A_TIME);
        try {
            Map<Configuration, Future<List<Row>>> boots = new HashMap<>();
            // The longest first, so that no processor idles at the end.
            configurations.stream()
                    .sorted(Comparator.comparing(Configuration::length).reversed())
                    .forEach(one -> boots.put(one, executor.submit(() -> boot(one))));
            for (Configuration configuration : configurations) {
                rows.addAll(rows(boots.get(configuration), configuration));
            }
        } finally {
            executor.shutdownNow();
        }
        String table = Table.render(Row.HEADINGS, rows.stream().map(Row::cells).toList());
        Path file = Files.writeString(work.resolve("table.md"), table);
        long failed = rows.stream().filter(row -> !row.passed()).count();
        System.out.printf(
                Locale.ROOT,
                "%n%s%n%d boots, %d rows, %s, %.0f seconds; table in %s%n",
                table,
                configurations.size(),
                rows.size(),
                failed == 0 ? "all as expected" : failed + " NOT AS EXPECTED",
                seconds(started),
                file);
        return failed == 0;
    }

    /** Returns the rows of one boot. A boot that could not be made is a failure, not the end of the run. */
    private static List<Row> rows(Future<List<Row>> boot, Configuration configuration) throws InterruptedException {
        try {
            return boot.get();
        } catch (ExecutionException e) {
            return List.of(
                    Row.failed(configuration.name(), "a boot", e.getCause().toString()));
        }
    }

    private List<Row> boot(Configuration configuration) throws IOException, InterruptedException {
        System.out.println("power-host: " + configuration.name() + ": booting");
        long started = System.nanoTime();
        Path log = work.resolve(configuration.name() + ".log");
        GuestOutput output = emulator.boot(configuration.boot(initramfs, compressedInitramfs, packaged()), log);
        List<Row> rows = Judge.judge(configuration, output, packaged());
        long failed = rows.stream().filter(row -> !row.passed()).count();
        String result = failed == 0
                ? "as expected"
                : "FAILED (" + failed + " of " + rows.size() + " rows), serial log in " + log;
        System.out.printf(
                Locale.ROOT, "power-host: %s: %s, %.0f seconds%n", configuration.name(), result, seconds(started));
        if (failed == 0 && !keep) {
            Files.delete(log);
        }
        return rows;
    }

    private static double seconds(long started) {
        return (System.nanoTime() - started) / 1e9;
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.jdks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.compatcaps.verification.powerhost.Plan;
import org.compatcaps.verification.powerhost.Table;

/**
 * Takes the published jars through JDKs, and compares with {@code expected.tsv}.
 *
 * <p>Started by the script {@code run}, which fetches the JDKs and knows the paths.
 */
public final class Main {
    /** JVMs on this machine, or boots of the emulated host. */
    private static final int AT_A_TIME = 2;

    private static final List<String> HEADINGS = List.of("on", "Java", "path", "jars", "access", "result", "seconds");

    private final Expectations expectations;
    private final boolean strict;
    private final Map<Cell, Outcome> outcomes = new LinkedHashMap<>();
    private final List<List<String>> rows = new ArrayList<>();
    private int failed;

    /** Cells of early-access builds that differ, and those that were not run, unless the run is strict. */
    private int earlyDifferences;

    private int earlyLeftOut;

    Main(Expectations expectations, boolean strict) {
        this.expectations = expectations;
        this.strict = strict;
    }

    /**
     * Runs the cells and prints the tables.
     *
     * @param args directory of the jars, file of expected values, directory for output, {@code keep} or {@code tidy} for
     *     the logs of boots that got to their end, {@code strict} if an early-access build may fail the run or else {@code
     *     lenient}, the root directory for JVMs on this machine or {@code -}, the user space
     *     of the emulated host or {@code -}, the other parts of that host, then names or globs of cells (all if there is
     *     none)
     * @throws Exception if the rig itself does not work
     */
    public static void main(String[] args) throws Exception {
        Path jarDirectory = Path.of(args[0]);
        Expectations expectations = Expectations.read(Path.of(args[1]));
        Path work = Path.of(args[2]);
        List<String> patterns = Arrays.asList(args).subList(8, args.length);

        Files.createDirectories(work);
        Plan.deleteOldOutput(work, "*.{log,md,out,err}");
        Jars jars = Jars.in(jarDirectory);
        Map<Architecture, Jvms> places = new LinkedHashMap<>();
        Map<Architecture, Path> roots = new LinkedHashMap<>();
        if (!args[5].equals("-")) {
            roots.put(Architecture.X86_64, Path.of(args[5]));
            places.put(Architecture.X86_64, new LocalJvms(Path.of(args[5]), jars, work));
        }
        if (!args[6].equals("-")) {
            Path parts = Path.of(args[7]);
            boolean keep = args[3].equals("keep");
            roots.put(Architecture.PPC64LE, Path.of(args[6]));
            places.put(Architecture.PPC64LE, new GuestJvms(parts, Path.of(args[6]), jarDirectory, jars, work, keep));
        }

        Main main = new Main(expectations, args[4].equals("strict"));
        long started = System.nanoTime();
        List<Cell> cells = new ArrayList<>();
        places.keySet().forEach(architecture -> cells.addAll(Cell.all(architecture)));
        List<Cell> selected = List.of();
        try {
            selected = select(cells, patterns);
        } catch (IllegalArgumentException e) {
            System.err.println("jdks: " + e.getMessage());
            System.exit(2);
        }
        for (Map.Entry<Architecture, Jvms> place : places.entrySet()) {
            List<Cell> there = selected.stream()
                    .filter(cell -> cell.architecture == place.getKey())
                    .collect(Collectors.toList());
            there.removeIf(cell -> main.leavesOut(cell, roots.get(place.getKey())));
            if (!there.isEmpty()) {
                main.run(there, place.getValue());
            }
        }
        main.print(work, (System.nanoTime() - started) / 1e9);
        System.exit(main.exitStatus());
    }

    /** The cells that one of the patterns names, all if there is no pattern. */
    static List<Cell> select(List<Cell> all, List<String> patterns) {
        return Plan.select(all, Cell::name, patterns);
    }

    /** Whether this is a cell of an early-access build that could not be fetched. */
    boolean leavesOut(Cell cell, Path root) {
        Path java = root.resolve(cell.architecture.java(cell.jdk).substring(1));
        if (strict || !cell.jdk.early || Files.isExecutable(java)) {
            return false;
        }
        earlyLeftOut++;
        return true;
    }

    private void run(List<Cell> cells, Jvms jvms) throws InterruptedException {
        String where = cells.get(0).architecture.column;
        System.out.println("jdks: " + where + ": " + cells.size() + " cells");
        Map<Cell, Output> outputs = new LinkedHashMap<>();
        ExecutorService executor = Executors.newFixedThreadPool(AT_A_TIME);
        try {
            List<Future<Map<Cell, Output>>> running = new ArrayList<>();
            for (Callable<Map<Cell, Output>> task : jvms.tasks(cells)) {
                running.add(executor.submit(task));
            }
            for (Future<Map<Cell, Output>> task : running) {
                try {
                    outputs.putAll(task.get());
                } catch (ExecutionException e) {
                    // Its cells have no output, so that the run fails; the others are still worth seeing.
                    System.out.println("jdks: " + where + ": " + e.getCause());
                }
            }
        } finally {
            executor.shutdownNow();
        }
        for (Cell cell : cells) {
            judge(cell, outputs.get(cell));
        }
    }

    void judge(Cell cell, Output output) {
        String result;
        if (output == null) {
            result = "**nothing**";
        } else {
            Outcome outcome = Judge.read(cell, output, expectations);
            List<String> differences = outcome.differencesFrom(expectations.of(cell));
            outcomes.put(cell, outcome);
            if (differences.isEmpty()) {
                result = Table.cell(outcome.toString());
            } else {
                result = "**" + Table.cell(String.join("; ", differences)) + "**";
            }
        }
        if (result.startsWith("**")) {
            if (cell.jdk.early && !strict) {
                earlyDifferences++;
            } else {
                failed++;
            }
            System.out.println("jdks: " + cell + ": UNEXPECTED: " + result);
        }
        rows.add(List.of(
                cell.architecture.column,
                cell.jdk.name,
                cell.path,
                cell.jars,
                cell.access,
                result,
                output == null ? "-" : String.format(Locale.ROOT, "%.1f", output.seconds)));
    }

    private void print(Path work, double seconds) throws IOException {
        String table = CompatibilityTable.render(outcomes);
        write(work.resolve("compatibility.md"), table);
        write(work.resolve("cells.md"), Table.render(HEADINGS, rows));
        System.out.println();
        System.out.print(table);
        System.out.println();
        System.out.printf(
                Locale.ROOT,
                "%d cells, %s, %.0f seconds; all of them in %s%n",
                rows.size(),
                verdict(),
                seconds,
                work.resolve("cells.md"));
    }

    /** The result in words. */
    String verdict() {
        String verdict = failed == 0 ? "all as expected" : failed + " NOT AS EXPECTED";
        if (earlyDifferences > 0) {
            verdict += failed == 0 ? " but " : ", and ";
            verdict += earlyDifferences + " of the early-access build, which fail only with --strict";
        }
        if (earlyLeftOut > 0) {
            verdict += ", " + earlyLeftOut + " of the early-access build left out";
        }
        return verdict;
    }

    /** The exit status of the run. */
    int exitStatus() {
        return failed == 0 ? 0 : 1;
    }

    private static void write(Path file, String text) throws IOException {
        Files.write(file, text.getBytes(StandardCharsets.UTF_8));
    }
}

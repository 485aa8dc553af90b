// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.jdks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.compatcaps.verification.jdks.Jvms.Output;
import org.compatcaps.verification.powerhost.Plan;

/** Takes the published jars through JDKs, and compares with {@code expected.tsv}. Started by the script {@code run}. */
final class Main {

    /** JVMs on this machine, or boots of the emulated host. */
    private static final int AT_A_TIME = 2;

    private final Map<Combination, Outcome> expected;
    private final boolean strict;
    private final Map<Combination, Outcome> outcomes = new LinkedHashMap<>();
    private int count;
    private int failed;

    /** Those of early-access builds that differ, unless the run is strict. */
    private int earlyDifferences;

    Main(Map<Combination, Outcome> expected, boolean strict) {
        this.expected = expected;
        this.strict = strict;
    }

    /**
     * Runs the combinations and prints the table.
     *
     * @param args the directory of the jars, the file of expected values, the directory for output, {@code keep} or
     *     {@code tidy} for the logs of boots that got to their end, {@code strict} if an early-access build may fail the run
     *     or else {@code lenient}, the root directory for JVMs on this machine or {@code -}, the user space of the emulated
     *     host or {@code -}, the other parts of that host, then names or globs of combinations (all if there is none)
     */
    public static void main(String[] args) throws Exception {
        Path jarDirectory = Path.of(args[0]);
        Main main = new Main(Expectations.read(Path.of(args[1])), args[4].equals("strict"));
        Path work = Files.createDirectories(Path.of(args[2]));
        Plan.deleteOldOutput(work, "*.{log,md,out,err}");
        Jars jars = Jars.in(jarDirectory);
        Map<Architecture, Jvms> places = new LinkedHashMap<>();
        if (!args[5].equals("-")) {
            places.put(Architecture.X86_64, new LocalJvms(Path.of(args[5]), jars, work));
        }
        if (!args[6].equals("-")) {
            boolean keep = args[3].equals("keep");
            places.put(
                    Architecture.PPC64LE,
                    new GuestJvms(Path.of(args[7]), Path.of(args[6]), jarDirectory, jars, work, keep));
        }

        long started = System.nanoTime();
        List<Combination> selected = List.of();
        try {
            List<Combination> all = places.keySet().stream()
                    .flatMap(architecture -> Combination.all(architecture).stream())
                    .toList();
            selected = Plan.select(all, Combination::name, Arrays.asList(args).subList(8, args.length));
        } catch (IllegalArgumentException e) {
            System.err.println("jdks: " + e.getMessage());
            System.exit(2);
        }
        for (Architecture architecture : places.keySet()) {
            List<Combination> there = selected.stream()
                    .filter(one -> one.architecture() == architecture)
                    .filter(one -> !isMissing(one, places.get(architecture).root()))
                    .toList();
            if (!there.isEmpty()) {
                main.run(architecture, there, places.get(architecture));
            }
        }
        String table = CompatibilityTable.render(main.outcomes);
        Files.writeString(work.resolve("compatibility.md"), table);
        double seconds = (System.nanoTime() - started) / 1e9;
        System.out.printf(
                Locale.ROOT, "%n%s%n%d combinations, %s, %.0f seconds%n", table, main.count, main.verdict(), seconds);
        System.exit(main.exitStatus());
    }

    /** Whether this is an early-access build that could not be fetched. The script ends a strict run without it. */
    static boolean isMissing(Combination combination, Path root) {
        Path java =
                root.resolve(combination.architecture().java(combination.jdk()).substring(1));
        return combination.jdk().early() && !Files.isExecutable(java);
    }

    private void run(Architecture architecture, List<Combination> combinations, Jvms jvms) throws InterruptedException {
        String place = "jdks: " + architecture.label + ": ";
        System.out.println(place + combinations.size() + " combinations");
        Map<Combination, Output> outputs = new LinkedHashMap<>();
        ExecutorService executor = Executors.newFixedThreadPool(AT_A_TIME);
        try {
            for (Future<Map<Combination, Output>> task : executor.invokeAll(jvms.tasks(combinations))) {
                try {
                    outputs.putAll(task.get());
                } catch (ExecutionException e) {
                    // Its combinations have no output, so that the run fails; the others are still worth seeing.
                    System.out.println(place + e.getCause());
                }
            }
        } finally {
            executor.shutdownNow();
        }
        combinations.forEach(one -> judge(one, outputs.get(one)));
    }

    void judge(Combination combination, Output output) {
        count++;
        String differences = "nothing";
        if (output != null) {
            Outcome outcome = Judge.read(combination, output);
            outcomes.put(combination, outcome);
            differences = String.join("; ", outcome.differencesFrom(expected.get(combination)));
        }
        if (!differences.isEmpty()) {
            if (combination.jdk().early() && !strict) {
                earlyDifferences++;
            } else {
                failed++;
            }
            System.out.println("jdks: " + combination + ": UNEXPECTED: " + differences.replaceAll("\\s+", " "));
        }
    }

    String verdict() {
        String verdict = failed == 0 ? "all as expected" : failed + " NOT AS EXPECTED";
        return verdict + (earlyDifferences == 0 ? "" : "; " + earlyDifferences + " of the early-access build differ");
    }

    int exitStatus() {
        return failed == 0 ? 0 : 1;
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.compatcaps.verification.benchmarks.Report.Unit;

/** Measures everything and prints one table. Started by the script {@code run}. */
public final class Main {

    private Main() {}

    /**
     * Measures.
     *
     * @param args the checkout, the C program, the directory for output, what to measure ({@code all}, {@code steady},
     *     {@code startup} or {@code sizes}), {@code full} or {@code short}, the rounds of steady state, the rounds of starts,
     *     then the homes of the JDKs
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        Jars jars = new Jars(Path.of(args[0]));
        Path calls = Path.of(args[1]);
        Path work = Files.createDirectories(Path.of(args[2]));
        List<String> what = args[3].equals("all") ? List.of("steady", "startup", "sizes") : List.of(args[3]);
        boolean isShort = args[4].equals("short");
        List<Jvm> jvms = new ArrayList<>();
        for (int i = 7; i < args.length; i++) {
            jvms.add(Jvm.at(Path.of(args[i])));
        }

        StringBuilder text = new StringBuilder(heading(jvms));
        Report report = new Report(Report.goals(jars.root().resolve("verification/benchmarks/goals.tsv")), !isShort);
        if (what.contains("steady")) {
            new Steady(jars, calls, jvms, isShort, report).measure(Integer.parseInt(args[5]));
        }
        if (what.contains("startup")) {
            new StartUp(jars, calls, jvms, work, report).measure(Integer.parseInt(args[6]));
        }
        if (what.contains("sizes")) {
            sizes(jars, report);
        }
        text.append("- load average at the end: ").append(loadAverage()).append("\n\n");
        text.append(report.table());
        Files.writeString(work.resolve("table.md"), text);
        Files.writeString(work.resolve("results.tsv"), report.values());
        System.out.print("\n" + text);
    }

    static void say(String words) {
        System.out.println("benchmarks: " + words);
    }

    private static void sizes(Jars jars, Report report) throws IOException {
        report.add("size of api's jar", "size/api", Unit.BYTES, Files.size(jars.api()));
        for (String backend : Jars.BACKENDS) {
            List<Path> all = jars.with(backend);
            report.add("size of the jar of " + backend, "size/" + backend, Unit.BYTES, Files.size(all.get(0)));
            report.add(
                    "download in all, " + backend + " with api, slf4j-api and what else it needs: " + all.size()
                            + " jars",
                    "size/api-" + backend + "-slf4j",
                    Unit.BYTES,
                    Jars.sizeOf(all));
        }
    }

    private static String heading(List<Jvm> jvms) throws IOException {
        // The names that x86 and powerpc use.
        String processor = Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                .filter(line -> line.startsWith("model name") || line.startsWith("cpu\t"))
                .map(line -> line.substring(line.indexOf(':') + 1).trim())
                .findFirst()
                .orElse("unknown processor");
        StringBuilder heading = new StringBuilder(String.format(
                Locale.ROOT,
                "- machine: %s, %d processors, %s, Linux %s%n",
                processor,
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.arch"),
                System.getProperty("os.version")));
        jvms.forEach(jvm -> heading.append("- " + jvm.name() + ": " + jvm.fullVersion() + "\n"));
        return heading + "- load average at the start: " + loadAverage() + "\n";
    }

    private static String loadAverage() throws IOException {
        return Files.readString(Path.of("/proc/loadavg")).replaceFirst(" \\S*/.*\n", "");
    }
}

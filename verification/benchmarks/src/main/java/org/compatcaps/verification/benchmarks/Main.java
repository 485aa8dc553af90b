// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Measures everything and prints one table.
 *
 * <p>Started by the script {@code run}, which builds, and knows the paths.
 */
public final class Main {

    /** Groups of whole queries in turn with C, in each round. */
    private static final int TURNS = 5;

    private Main() {}

    /**
     * Measures.
     *
     * @param args the checkout, the C program, the directory for output, what to measure ({@code all}, {@code steady},
     *     {@code startup} or {@code sizes}), {@code full} or {@code short}, the rounds of steady state, the rounds of starts,
     *     then the homes of the JDKs
     * @throws Exception if anything could not be measured
     */
    public static void main(String[] args) throws Exception {
        Jars jars = new Jars(Path.of(args[0]));
        CProgram calls = new CProgram(Path.of(args[1]));
        Path work = Path.of(args[2]);
        String what = args[3];
        boolean isShort = args[4].equals("short");
        int rounds = Integer.parseInt(args[5]);
        int starts = Integer.parseInt(args[6]);
        List<Jvm> jvms = new ArrayList<>();
        for (int i = 7; i < args.length; i++) {
            jvms.add(Jvm.at(Path.of(args[i])));
        }
        Files.createDirectories(work);

        List<String> heading = heading(jvms);
        Report report = new Report(Goals.read(), !isShort);
        if (what.equals("all") || what.equals("steady")) {
            Steady steady = new Steady(new Jmh(work, calls, isShort), jars, calls, jvms, rounds, isShort ? 1 : TURNS);
            steady.measure();
            steady.report(report);
        }
        if (what.equals("all") || what.equals("startup")) {
            StartUp startUp = new StartUp(jars, calls, jvms, starts, work);
            startUp.measure();
            startUp.report(report);
        }
        if (what.equals("all") || what.equals("sizes")) {
            Sizes.report(jars, report);
        }
        heading.add("- load average at the end: " + loadAverage());
        String text = String.join("\n", heading) + "\n\n" + report.table();
        Files.writeString(work.resolve("table.md"), text);
        report.write(work.resolve("results.tsv"));
        System.out.print("\n" + text);
    }

    static void say(String words) {
        System.out.println("benchmarks: " + words);
    }

    private static List<String> heading(List<Jvm> jvms) throws IOException {
        List<String> heading = new ArrayList<>();
        heading.add(String.format(
                Locale.ROOT,
                "- machine: %s, %d processors, %s, Linux %s",
                processor(),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.arch"),
                System.getProperty("os.version")));
        for (Jvm jvm : jvms) {
            heading.add("- " + jvm.name() + ": " + jvm.fullVersion());
        }
        heading.add("- load average at the start: " + loadAverage());
        return heading;
    }

    private static String processor() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/cpuinfo"))) {
            // x86 and powerpc.
            if (line.startsWith("model name") || line.startsWith("cpu\t")) {
                return line.substring(line.indexOf(':') + 1).trim();
            }
        }
        return "unknown processor";
    }

    private static String loadAverage() throws IOException {
        String[] words = Files.readString(Path.of("/proc/loadavg")).split(" ");
        return words[0] + ", " + words[1] + ", " + words[2];
    }
}

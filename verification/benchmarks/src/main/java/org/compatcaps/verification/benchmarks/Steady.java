// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.compatcaps.verification.benchmarks.Report.Unit;

/**
 * Measures calls and queries in a running JVM over the same in C. After each fork of JMH the C program makes as many of the
 * same operations, so that both meet the same load of the machine.
 */
record Steady(Jars jars, CProgram calls, List<Jvm> jvms, Path work, boolean isShort, Report report) {

    private static final List<String> SHORT = List.of("-wi", "1", "-w", "200ms", "-i", "1", "-r", "1s");
    private static final List<String> FULL = List.of("-wi", "2", "-w", "1s", "-i", "3", "-r", "1s");

    /** Groups of whole queries in turn with C, in each round. */
    private static final int GROUPS = 5;

    void measure(int rounds) throws IOException, InterruptedException {
        for (int round = 1; round <= rounds; round++) {
            for (Jvm jvm : jvms) {
                Main.say("steady state, " + jvm.name() + ", round " + round + " of " + rounds);
                for (String backend : jvm.backends()) {
                    queries(jvm, backend);
                }
                for (Operation operation : Operation.ALL) {
                    for (String backend : jvm.backends()) {
                        Path log = work.resolve(
                                String.join("-", operation.name(), backend, jvm.name(), "round", round + ".log"));
                        operation(operation, jvm, backend, log);
                    }
                }
            }
        }
    }

    /** The time of whole queries depends on the rest of the kernel, so that they are measured in turn with C. */
    private void queries(Jvm jvm, String backend) throws IOException, InterruptedException {
        String where = ", " + backend + ", " + jvm.name();
        String out = Program.inTurn(jars, backend, calls, isShort ? 1 : GROUPS).check(jvm);
        for (String line : out.lines().toList()) {
            double[] times =
                    Stream.of(line.split("\t")).mapToDouble(Double::parseDouble).toArray();
            report.ratio("whole query over C" + where, "query/" + backend, times[0], times[1]);
            report.ratio(
                    "whole query over C with as many mappings" + where, "query-mapped/" + backend, times[0], times[2]);
            report.ratio("starting a C helper over a whole query" + where, "helper/" + backend, times[3], times[0]);
        }
    }

    private void operation(Operation operation, Jvm jvm, String backend, Path log)
            throws IOException, InterruptedException {
        String where = ", " + backend + ", " + jvm.name();
        String key = operation.name();
        List<String> options = Stream.of(List.of("[.]" + key + "$", "-f", "1"), isShort ? SHORT : FULL)
                .flatMap(List::stream)
                .toList();
        Jmh.Result java = Jmh.run(jars, jvm, backend, log, options).get(key);
        if (!key.equals("query")) {
            double seconds = isShort ? 1 : 3;
            double c = calls.measure(key, Math.max(1, Math.round(seconds * 1e9 / java.nanoseconds())));
            report.ratio(operation.words() + " over C" + where, key + "/" + backend, java.nanoseconds(), c);
        }
        report.add("allocated by " + operation.words() + where, key + "-bytes/" + backend, Unit.BYTES, java.bytes());
    }
}

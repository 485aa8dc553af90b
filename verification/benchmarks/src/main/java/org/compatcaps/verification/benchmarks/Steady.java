// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Measures calls and queries in a running JVM over the same in C, with a JVM for each operation, backend and round. */
record Steady(Jars jars, Path calls, List<Jvm> jvms, boolean isShort, Report report) {

    void measure(int rounds) throws IOException, InterruptedException {
        for (int round = 1; round <= rounds; round++) {
            for (Jvm jvm : jvms) {
                Main.say("steady state, " + jvm.name() + ", round " + round + " of " + rounds);
                for (Operation operation : Operation.ALL) {
                    for (String backend : jvm.backends()) {
                        measure(operation, jvm, backend);
                    }
                }
            }
        }
    }

    private void measure(Operation operation, Jvm jvm, String backend) throws IOException, InterruptedException {
        String where = ", " + backend + ", " + jvm.name();
        String key = operation.name();
        String out = Program.operations(jars, backend, calls.toString(), isShort ? 1 : 300, isShort ? 1 : 10, key)
                .check(jvm);
        for (String line : out.lines().toList()) {
            double[] values = Stream.of(line.split("\t"))
                    .skip(1)
                    .mapToDouble(Double::parseDouble)
                    .toArray();
            double java = values[1];
            report.ratio(operation.words() + " over C" + where, key + "/" + backend, java, values[2]);
            if (key.equals("query")) {
                report.ratio(
                        "whole query over C with as many mappings" + where, "query-mapped/" + backend, java, values[3]);
                report.ratio("starting a C helper over a whole query" + where, "helper/" + backend, values[4], java);
            }
        }
    }
}

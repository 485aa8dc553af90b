// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.benchmarks;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.compatcaps.verification.benchmarks.Report.Unit;

/**
 * A JVM that has been running for a while: calls and queries over the same in C. After each fork of JMH the C program makes
 * as many of the same operations, so that whatever else the machine does meets both.
 */
final class Steady {

    private final Jmh jmh;
    private final Jars jars;
    private final int groups;
    private final CProgram calls;
    private final List<Jvm> jvms;
    private final int rounds;

    /** By JVM, benchmark and backend. */
    private final Map<String, Series> series = new LinkedHashMap<>();

    private static final List<String> MODEL = List.of("build", "supports", "highest", "modes", "unknownBits");

    /** For whole queries, whose time depends on what else the kernel does; JMH's are only held against the C helper. */
    private static final String IN_TURN = "in turn";

    private static final class Series {
        private final Samples java = new Samples();
        private final Samples bytes = new Samples();
        private final Samples c = new Samples();
        private final Samples mappedC = new Samples();
    }

    Steady(Jmh jmh, Jars jars, CProgram calls, List<Jvm> jvms, int rounds, int groups) {
        this.jmh = jmh;
        this.jars = jars;
        this.groups = groups;
        this.calls = calls;
        this.jvms = jvms;
        this.rounds = rounds;
    }

    void measure() throws IOException, InterruptedException {
        for (int round = 1; round <= rounds; round++) {
            for (Jvm jvm : jvms) {
                Main.say("steady state, " + jvm.name() + ", round " + round + " of " + rounds);
                for (String backend : jvm.backends()) {
                    inTurn(jvm, backend);
                }
                for (Operation operation : Operation.values()) {
                    for (String backend : jvm.backends()) {
                        Jmh.Result result = java(operation.benchmark(), jvm, backend);
                        of(operation.benchmark(), jvm, backend)
                                .c
                                .add(calls.measure(operation.key(), result.operations()));
                    }
                }
                java("HelperBenchmark.helper", jvm, null);
                for (String name : MODEL) {
                    java("ModelBenchmarks." + name, jvm, null);
                }
            }
        }
    }

    private void inTurn(Jvm jvm, String backend) throws IOException, InterruptedException {
        Processes.Result result = Program.inTurn(jars, backend, calls, groups).check(jvm, List.of());
        for (String line : result.out().lines().toList()) {
            String[] times = line.split("\t");
            Series queries = of(IN_TURN, jvm, backend);
            queries.java.add(Double.parseDouble(times[0]));
            queries.c.add(Double.parseDouble(times[1]));
            queries.mappedC.add(Double.parseDouble(times[2]));
        }
    }

    private Jmh.Result java(String benchmark, Jvm jvm, String backend) throws IOException {
        Jmh.Result result = jmh.run(benchmark, jvm, backend);
        Series series = of(benchmark, jvm, backend);
        series.java.add(result.nanoseconds());
        series.bytes.add(result.bytes());
        return result;
    }

    private Series of(String benchmark, Jvm jvm, String backend) {
        return series.computeIfAbsent(jvm.version() + " " + benchmark + " " + backend, key -> new Series());
    }

    void report(Report report) {
        for (Jvm jvm : jvms) {
            for (Operation operation : Operation.values()) {
                for (String backend : jvm.backends()) {
                    Series measured = of(operation == Operation.QUERY ? IN_TURN : operation.benchmark(), jvm, backend);
                    report.add(
                            operation.words() + " over C, " + backend + ", " + jvm.name(),
                            operation.key() + "/" + backend,
                            Unit.RATIO,
                            measured.java.over(measured.c),
                            time(measured.java) + ", C " + time(measured.c));
                }
            }
            for (String backend : jvm.backends()) {
                Series measured = of(IN_TURN, jvm, backend);
                report.add(
                        "whole query over C with as many mappings, " + backend + ", " + jvm.name(),
                        "query-mapped/" + backend,
                        Unit.RATIO,
                        measured.java.over(measured.mappedC),
                        time(measured.java) + ", C " + time(measured.mappedC));
            }
            Samples helper = of("HelperBenchmark.helper", jvm, null).java;
            for (String backend : jvm.backends()) {
                Samples query = of(Operation.QUERY.benchmark(), jvm, backend).java;
                report.add(
                        "starting a C helper over a whole query, " + backend + ", " + jvm.name(),
                        "helper/" + backend,
                        Unit.RATIO,
                        helper.over(query),
                        time(helper) + ", query " + time(query));
            }
            for (Operation operation : Operation.values()) {
                for (String backend : jvm.backends()) {
                    report.add(
                            "allocated by " + operation.words() + ", " + backend + ", " + jvm.name(),
                            operation.key() + "-bytes/" + backend,
                            Unit.BYTES,
                            of(operation.benchmark(), jvm, backend).bytes,
                            "");
                }
            }
            for (String name : MODEL) {
                Series measured = of("ModelBenchmarks." + name, jvm, null);
                report.add(
                        "CompatCaps " + name + ", " + jvm.name(),
                        "model-" + name,
                        Unit.NANOSECONDS,
                        measured.java,
                        String.format(Locale.ROOT, "%.0f B", measured.bytes.median()));
            }
        }
    }

    private static String time(Samples samples) {
        double nanoseconds = samples.median();
        return nanoseconds < 10_000
                ? String.format(Locale.ROOT, "%,.0f ns", nanoseconds)
                : String.format(Locale.ROOT, "%,.0f us", nanoseconds / 1e3);
    }
}

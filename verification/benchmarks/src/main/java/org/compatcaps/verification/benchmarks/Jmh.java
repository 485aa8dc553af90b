// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.compatcaps.verification.benchmarks.start.StandIn;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs one benchmark in one fork. */
final class Jmh {

    private static final String BYTES = "gc.alloc.rate.norm";

    private static final TimeValue A_SECOND = TimeValue.seconds(1);
    private static final TimeValue SHORT = TimeValue.milliseconds(200);

    private final Path logs;
    private final CProgram calls;
    private final boolean isShort;
    private int runs;

    /**
     * What came out.
     *
     * @param nanoseconds for an operation
     * @param bytes allocated by an operation
     * @param operations how many were measured
     */
    record Result(double nanoseconds, double bytes, long operations) {}

    Jmh(Path logs, CProgram calls, boolean isShort) {
        this.logs = logs;
        this.calls = calls;
        this.isShort = isShort;
    }

    /**
     * Measures.
     *
     * @param benchmark such as {@code CallBenchmarks.number}
     * @param jvm the JVM of the fork
     * @param backend the real backend, or null where none is needed
     */
    Result run(String benchmark, Jvm jvm, String backend) throws IOException {
        runs++;
        Path log = logs.resolve(runs + "-" + benchmark + "-" + jvm.version() + "-" + backend + ".log");
        List<String> arguments = new ArrayList<>(jvm.optionsForJmh());
        // Three lines in each fork that nobody logs.
        arguments.add("-Dslf4j.internal.verbosity=ERROR");
        arguments.add("-D" + HelperBenchmark.CALLS + "=" + calls.file());
        if (backend != null) {
            arguments.add("-D" + StandIn.BACKEND + "=" + Program.providerOf(backend));
        }
        Collection<RunResult> results;
        try {
            results = new Runner(new OptionsBuilder()
                            .include("[.]" + benchmark.replace(".", "[.]") + "$")
                            .jvm(jvm.java())
                            .jvmArgs(arguments.toArray(new String[0]))
                            .forks(1)
                            .warmupIterations(isShort ? 1 : 2)
                            .warmupTime(isShort ? SHORT : A_SECOND)
                            .measurementIterations(isShort ? 1 : 3)
                            .measurementTime(A_SECOND)
                            .addProfiler(GCProfiler.class)
                            .shouldFailOnError(true)
                            .output(log.toString())
                            .build())
                    .run();
        } catch (RunnerException e) {
            throw new IOException(
                    benchmark + " with " + backend + " on " + jvm.name() + " failed:\n" + Files.readString(log), e);
        }
        if (results.size() != 1) {
            throw new IOException(benchmark + " gave " + results.size() + " results");
        }
        RunResult result = results.iterator().next();
        if (!result.getSecondaryResults().containsKey(BYTES)) {
            throw new IOException(benchmark + " on " + jvm.name() + " gave no " + BYTES);
        }
        long operations = 0;
        for (BenchmarkResult fork : result.getBenchmarkResults()) {
            operations += fork.getMetadata().getMeasurementOps();
        }
        return new Result(
                result.getPrimaryResult().getScore(),
                result.getSecondaryResults().get(BYTES).getScore(),
                operations);
    }
}

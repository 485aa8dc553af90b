// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.benchmarks;

import java.util.Collection;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** The short form: measures one backend in this very JVM, which is that of an emulated host and too slow for forks. */
public final class GuestBenchmarks {

    private GuestBenchmarks() {}

    /**
     * Prints a line for each benchmark: its key, a tab, and the nanoseconds of an operation.
     *
     * @param args {@code full} or {@code short}
     * @throws RunnerException if a benchmark fails
     */
    public static void main(String[] args) throws RunnerException {
        boolean isShort = args[0].equals("short");
        for (Operation operation : Operation.values()) {
            Collection<RunResult> results = new Runner(new OptionsBuilder()
                            .include("[.]" + operation.benchmark().replace(".", "[.]") + "$")
                            .forks(0)
                            // The emulator runs the JIT compiler as slowly as everything else.
                            .warmupIterations(isShort ? 1 : 5)
                            .warmupTime(isShort ? TimeValue.milliseconds(200) : TimeValue.seconds(2))
                            .measurementIterations(isShort ? 1 : 3)
                            .measurementTime(isShort ? TimeValue.milliseconds(200) : TimeValue.seconds(2))
                            .shouldFailOnError(true)
                            .verbosity(VerboseMode.SILENT)
                            .build())
                    .run();
            double nanoseconds = results.iterator().next().getPrimaryResult().getScore();
            System.out.println(operation.key() + "\t" + nanoseconds);
        }
    }
}

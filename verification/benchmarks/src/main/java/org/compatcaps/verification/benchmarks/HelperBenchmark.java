// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What a program would do without the SDK: starts a helper that is written in C, and reads the answer that it prints. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class HelperBenchmark {

    /** The system property with the path of the C program. */
    static final String CALLS = "benchmarks.calls";

    private final String calls = System.getProperty(CALLS);

    /**
     * Starts it, reads the answer and waits for its end.
     *
     * @return the bitmap
     * @throws IOException if it cannot be started
     * @throws InterruptedException not here
     */
    @Benchmark
    public long helper() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(calls, "answer").start();
        String line;
        try (BufferedReader output = process.inputReader()) {
            line = output.readLine();
        }
        if (process.waitFor() != 0 || line == null) {
            throw new IllegalStateException("the helper failed");
        }
        return Long.parseUnsignedLong(line.substring(2), 16);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.benchmarks;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.compatcaps.CompatCaps;
import org.compatcaps.ProcessorMode;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** An answer: made of a bitmap, and asked. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ModelBenchmarks {

    // Not final: a constant would be worked out by the compiler.
    private long bitmap = 0x6000000000000001L;
    private ProcessorMode mode = ProcessorMode.POWER10;
    private CompatCaps caps = CompatCaps.ofBitmap(bitmap);

    /**
     * Makes an answer.
     *
     * @return the answer
     */
    @Benchmark
    public CompatCaps build() {
        return CompatCaps.ofBitmap(bitmap);
    }

    /**
     * Looks a mode up.
     *
     * @return whether it is there
     */
    @Benchmark
    public boolean supports() {
        return caps.supports(mode);
    }

    /**
     * Looks for the highest mode.
     *
     * @return that mode
     */
    @Benchmark
    public Optional<ProcessorMode> highest() {
        return caps.highest();
    }

    /**
     * Asks for all modes.
     *
     * @return the modes
     */
    @Benchmark
    public Set<ProcessorMode> modes() {
        return caps.modes();
    }

    /**
     * Asks for bits without a name.
     *
     * @return the bits
     */
    @Benchmark
    public long unknownBits() {
        return caps.unknownBits();
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.benchmarks;

import java.util.concurrent.TimeUnit;
import org.compatcaps.CompatCaps;
import org.compatcaps.KvmHost;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** What a user of the SDK calls, through the stand-in and the real backend behind it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class QueryBenchmarks {

    private KvmHost host;

    /** Opens a host for {@link #queryOpen()}. */
    @Setup
    public void open() {
        host = KvmHost.open();
        if (!host.backend().equals("stand-in")) {
            throw new IllegalStateException("this is not the stand-in: " + host);
        }
    }

    /** Closes it. */
    @TearDown
    public void close() {
        host.close();
    }

    /**
     * The whole query, from open to close.
     *
     * @return the answer
     */
    @Benchmark
    public CompatCaps query() {
        return CompatCaps.query();
    }

    /**
     * The query on a host that is open.
     *
     * @return the answer
     */
    @Benchmark
    public CompatCaps queryOpen() {
        return host.compatCaps();
    }
}

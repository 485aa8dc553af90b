// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.benchmarks;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.TimeUnit;
import org.compatcaps.CompatCaps;
import org.compatcaps.KvmHost;
import org.compatcaps.spi.SystemCalls;
import org.compatcaps.spi.UnavailableException;
import org.compatcaps.verification.benchmarks.start.StandIn;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The system calls of one backend without the SDK, and the query of the SDK. The modes of {@code calls.c} do the same. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Benchmarks {

    private static final int O_RDWR = 2;
    private static final int O_CLOEXEC = 0x80000;
    private static final int EINVAL = 22;
    private static final int ENOTTY = 25;
    private static final int CAP_PPC_COMPAT_CAPS = 250;
    private static final int STRUCT_SIZE = 24;

    /** {@code KVM_X86_GET_MCE_CAP_SUPPORTED}, which succeeds and writes into the buffer; x86 has none that fills all of it. */
    private static final long X86_GET_MCE_CAP_SUPPORTED = 0x8008AE9DL;

    private final ByteBuffer path = SystemCalls.pathOf("/dev/kvm");
    private final ByteBuffer struct = ByteBuffer.allocateDirect(STRUCT_SIZE)
            .order(ByteOrder.nativeOrder())
            .putLong(0, STRUCT_SIZE);
    private SystemCalls calls;
    private long checkExtension;
    private long getCompatCaps;
    private long fills;
    private int device;
    private int filling;
    private KvmHost host;

    @Setup
    public void open() throws ReflectiveOperationException, UnavailableException {
        calls = StandIn.provider().bind();
        String architecture = calls.architecture();
        long request = architecture.startsWith("ppc") ? 0x2000AE00L : 0xAE00L;
        checkExtension = request | 0x03;
        getCompatCaps = request | 0xB8;
        device = checked(calls.open(path, O_RDWR | O_CLOEXEC));
        boolean isX86 = architecture.equals("amd64");
        fills = isX86 ? X86_GET_MCE_CAP_SUPPORTED : getCompatCaps;
        filling = isX86 ? device : checked(calls.ioctl(device, request | 0x01, 0));
        host = KvmHost.open();
        if (!host.backend().equals("stand-in")) {
            throw new IllegalStateException("not the stand-in: " + host);
        }
    }

    @TearDown
    public void close() {
        host.close();
        if (filling != device) {
            checked(calls.close(filling));
        }
        checked(calls.close(device));
    }

    @Benchmark
    public int number() {
        return checked(calls.ioctl(device, checkExtension, CAP_PPC_COMPAT_CAPS));
    }

    @Benchmark
    public int filled() {
        return checked(calls.ioctl(filling, fills, struct));
    }

    @Benchmark
    public int refused() {
        int answer = calls.ioctl(device, getCompatCaps, struct);
        if (answer != -EINVAL && answer != -ENOTTY) {
            throw new IllegalStateException("the device should have refused the query: " + answer);
        }
        return answer;
    }

    @Benchmark
    public int openClose() {
        return checked(calls.close(checked(calls.open(path, O_RDWR | O_CLOEXEC))));
    }

    @Benchmark
    public CompatCaps queryOpen() {
        return host.compatCaps();
    }

    @Benchmark
    public CompatCaps query() {
        return CompatCaps.query();
    }

    private static int checked(int answer) {
        if (answer < 0) {
            throw new IllegalStateException("errno " + -answer);
        }
        return answer;
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.benchmarks.start;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.function.IntSupplier;
import org.compatcaps.CompatCaps;
import org.compatcaps.spi.SystemCalls;
import org.compatcaps.spi.UnavailableException;

/**
 * Counts the bytes that operations allocate once they are compiled, and prints a line for each. JMH measures for a time, in
 * which a busy machine makes too few queries; this makes a fixed number.
 */
public final class Allocations {

    private static final int BATCHES = 6;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** Prevents the compiler from dropping the operations. */
    @SuppressWarnings("unused")
    private static volatile int sum;

    private Allocations() {}

    public static void main(String[] arguments) throws ReflectiveOperationException, UnavailableException {
        SystemCalls calls = StandIn.provider().bind();
        int device = calls.open(SystemCalls.pathOf("/dev/kvm"), 2);
        ByteBuffer struct = ByteBuffer.allocateDirect(24);
        long request = calls.architecture().startsWith("ppc") ? 0x2000AE00L : 0xAE00L;
        print("number", 20_000, () -> calls.ioctl(device, request | 0x03, 250));
        // It fails on the device, so that errno is read as well.
        print("refused", 20_000, () -> calls.ioctl(device, request | 0xB8, struct));
        calls.close(device);
        print("query", 200, () -> (int) CompatCaps.query().bitmap());
    }

    /** Prints the least of some batches: the JVM may allocate something else in one of them, but never less. */
    private static void print(String name, int times, IntSupplier operation) {
        long least = Long.MAX_VALUE;
        for (int batch = 0; batch < BATCHES; batch++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < times; i++) {
                sum += operation.getAsInt();
            }
            least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
        }
        System.out.println(name + "\t" + (double) least / times);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.benchmarks.start;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.IntSupplier;
import org.compatcaps.CompatCaps;
import org.compatcaps.spi.SystemCalls;
import org.compatcaps.spi.UnavailableException;

/**
 * Counts what operations allocate once they are compiled, and prints it: one line for each, its name and bytes. To be
 * run with options that let the JVM compile soon, and wait for the compiler.
 */
public final class Allocations {

    private static final int WARM_UP = 3;
    private static final int BATCHES = 3;
    private static final int CALLS = 20_000;
    private static final int QUERIES = 200;
    private static final int CHECK_EXTENSION = 0xAE03;
    private static final int GET_COMPAT_CAPS = 0xAEB8;
    private static final int CAPABILITY = 250;
    private static final int READ_AND_WRITE = 2;
    private static final int SIZE = 24;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Allocations() {}

    public static void main(String[] arguments) throws ReflectiveOperationException, UnavailableException {
        SystemCalls calls = StandIn.provider().bind();
        int device = calls.open(SystemCalls.pathOf("/dev/kvm"), READ_AND_WRITE);
        ByteBuffer struct = ByteBuffer.allocateDirect(SIZE).order(ByteOrder.nativeOrder());
        long request = calls.architecture().startsWith("ppc") ? 0x20000000L : 0;
        long check = request | CHECK_EXTENSION;
        long get = request | GET_COMPAT_CAPS;
        print("number", CALLS, () -> calls.ioctl(device, check, CAPABILITY));
        // On the device it fails, so that errno is read as well.
        print("refused", CALLS, () -> calls.ioctl(device, get, struct));
        calls.close(device);
        print("query", QUERIES, () -> (int) CompatCaps.query().bitmap());
    }

    /** The least of some batches: the JVM itself may allocate something meanwhile, but never less. */
    private static void print(String name, int times, IntSupplier operation) {
        for (int i = 0; i < WARM_UP; i++) {
            bytes(times, operation);
        }
        long least = Long.MAX_VALUE;
        for (int i = 0; i < BATCHES; i++) {
            least = Math.min(least, bytes(times, operation));
        }
        System.out.println(name + "\t" + (double) least / times);
    }

    private static long bytes(int times, IntSupplier operation) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        int sum = 0;
        for (int i = 0; i < times; i++) {
            sum += operation.getAsInt();
        }
        long after = THREADS.getCurrentThreadAllocatedBytes();
        if (sum == 1) {
            System.out.println("so that the sum is needed");
        }
        return after - before;
    }
}

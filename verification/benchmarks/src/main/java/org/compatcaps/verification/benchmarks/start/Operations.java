// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.benchmarks.start;

import com.sun.management.ThreadMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.compatcaps.CompatCaps;
import org.compatcaps.spi.SystemCalls;

/**
 * Measures operations in a running JVM, a few at a time, in turn with the C program, which waits meanwhile. To make a VM and to
 * end it, the kernel waits for other processors, and for longer at one moment than at another. Only what is so close together
 * meets the same conditions. JMH cannot take turns with another program, so it is not used.
 *
 * <p>A second C program has as many mappings as this JVM, all of which the kernel locks when it makes a VM.
 */
public final class Operations {

    private static final int TURNS = 20;
    private static final int CALLS = 2000;
    private static final int QUERIES = 10;
    private static final int O_RDWR_CLOEXEC = 0x80002;
    private static final int STRUCT_SIZE = 24;

    /** {@code KVM_X86_GET_MCE_CAP_SUPPORTED}, which succeeds and writes into the buffer; x86 has none that fills all of it. */
    private static final long X86_GET_MCE_CAP_SUPPORTED = 0x8008AE9DL;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final SystemCalls calls = StandIn.provider().bind();
    private final ByteBuffer path = SystemCalls.pathOf("/dev/kvm");
    private final ByteBuffer struct = ByteBuffer.allocateDirect(STRUCT_SIZE)
            .order(ByteOrder.nativeOrder())
            .putLong(0, STRUCT_SIZE);
    private final int device = checked(calls.open(path, O_RDWR_CLOEXEC));

    private Operations() throws Exception {}

    /** Makes so many operations and returns their nanoseconds. */
    private interface Batch {
        long run(int times) throws IOException;
    }

    private record Operation(int batch, Runnable once) {}

    /**
     * Prints a line for each operation and group of turns: its name, the bytes that an operation allocates here, and its
     * nanoseconds here, in C, in C with as many mappings, and for a query by starting a helper; tabs between them.
     *
     * @param arguments the C program, or {@code -} to measure Java alone; the batches to warm up; the groups of turns; the
     *     names of operations
     */
    public static void main(String[] arguments) throws Exception {
        Operations operations = new Operations();
        for (String name : List.of(arguments).subList(3, arguments.length)) {
            operations.measure(name, arguments[0], Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
        }
    }

    private void measure(String name, String program, int warmUp, int groups) throws IOException {
        Operation operation = operation(name);
        Batch here = times -> here(times, operation.once);
        List<Batch> batches = new ArrayList<>(List.of(here));
        here.run(warmUp * operation.batch);
        if (!program.equals("-")) {
            int mappings = Files.readAllLines(Path.of("/proc/self/maps")).size();
            batches.add(inC(program, name, 0));
            batches.add(inC(program, name, mappings));
        }
        for (int group = 0; group < groups; group++) {
            long[] times = new long[batches.size()];
            long bytes = 0;
            for (int turn = 0; turn < TURNS; turn++) {
                // None always comes first.
                for (int i = 0; i < times.length; i++) {
                    int next = (turn + i) % times.length;
                    long before = THREADS.getCurrentThreadAllocatedBytes();
                    times[next] += batches.get(next).run(operation.batch);
                    bytes += next == 0 ? THREADS.getCurrentThreadAllocatedBytes() - before : 0;
                }
            }
            double count = TURNS * operation.batch;
            StringBuilder line = new StringBuilder(name + "\t" + bytes / count);
            for (long time : times) {
                line.append('\t').append(time / count);
            }
            if (batches.size() > 1 && name.equals("query")) {
                // Not in turn: what comes after the start of a process is slower.
                line.append('\t').append((double) here(TURNS, () -> helper(program)) / TURNS);
            }
            System.out.println(line);
        }
    }

    /** The modes of {@code calls.c} do the same. */
    private Operation operation(String name) {
        String architecture = calls.architecture();
        long request = architecture.startsWith("ppc") ? 0x2000AE00L : 0xAE00L;
        boolean isX86 = architecture.equals("amd64");
        switch (name) {
            case "number":
                return new Operation(CALLS, () -> checked(calls.ioctl(device, request | 0x03, 250)));
            case "filled":
                int filling = isX86 ? device : checked(calls.ioctl(device, request | 0x01, 0));
                long fills = isX86 ? X86_GET_MCE_CAP_SUPPORTED : request | 0xB8;
                return new Operation(CALLS, () -> checked(calls.ioctl(filling, fills, struct)));
            case "refused":
                return new Operation(CALLS, () -> refused(calls.ioctl(device, request | 0xB8, struct)));
            case "query":
                return new Operation(QUERIES, () -> requireModes(CompatCaps.query()));
            default:
                throw new IllegalArgumentException("no operation " + name);
        }
    }

    private static int checked(int answer) {
        if (answer < 0) {
            throw new IllegalStateException("errno " + -answer);
        }
        return answer;
    }

    /** On the device the query fails with EINVAL or ENOTTY, so that errno is read as well. */
    private static void refused(int answer) {
        if (answer != -22 && answer != -25) {
            throw new IllegalStateException("the device should have refused the query: " + answer);
        }
    }

    private static void requireModes(CompatCaps caps) {
        if (caps.modes().isEmpty()) {
            throw new IllegalStateException("a host without modes cannot be measured");
        }
    }

    private static long here(int times, Runnable operation) {
        long start = System.nanoTime();
        for (int i = 0; i < times; i++) {
            operation.run();
        }
        return System.nanoTime() - start;
    }

    /** The C program ends with its standard input, and so with this process. */
    private static Batch inC(String program, String mode, int mappings) throws IOException {
        Process process = new ProcessBuilder(program, "turns", mode, Integer.toString(mappings))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader from = process.inputReader();
        Writer to = process.outputWriter();
        return times -> {
            to.write(times + "\n");
            to.flush();
            String answer = from.readLine();
            if (answer == null) {
                throw new IOException("The C program ended");
            }
            return Long.parseLong(answer);
        };
    }

    /** A program without the SDK would start a helper and read its output. */
    private static void helper(String program) {
        try {
            Process process = new ProcessBuilder(program, "answer").start();
            try (BufferedReader output = process.inputReader()) {
                Long.parseUnsignedLong(output.readLine().substring(2), 16);
            }
            if (process.waitFor() != 0) {
                throw new IllegalStateException("the helper failed");
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

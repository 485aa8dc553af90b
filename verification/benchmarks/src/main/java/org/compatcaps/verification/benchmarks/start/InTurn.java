// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.benchmarks.start;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.compatcaps.CompatCaps;

/**
 * Makes whole queries, a few at a time, in turn with the C program, which waits meanwhile. To make a VM and to end it, the
 * kernel waits for other processors, and for longer at one moment than at another. Only what is so close together meets the
 * same conditions.
 *
 * <p>A second C program has as many mappings as this JVM, all of which the kernel locks when it makes a VM.
 */
public final class InTurn {

    private static final int WARM_UP = 3000;
    private static final int TURNS = 40;
    private static final int QUERIES = 10;

    private InTurn() {}

    /** Makes so many queries and returns their nanoseconds. */
    private interface Queries {
        long make(int times) throws IOException, InterruptedException;
    }

    /**
     * Prints a line for each group of turns: the nanoseconds of a query here, in C, in C with as many mappings, and by starting
     * a helper; tabs between them.
     *
     * @param arguments the C program, and the number of groups
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        String program = arguments[0];
        int groups = Integer.parseInt(arguments[1]);
        int warmUp = groups == 1 ? QUERIES : WARM_UP;
        here(warmUp);
        Queries[] all = {
            InTurn::here,
            inC(program, 0),
            inC(program, Files.readAllLines(Path.of("/proc/self/maps")).size())
        };
        all[1].make(warmUp);
        all[2].make(warmUp);
        for (int group = 0; group < groups; group++) {
            long[] times = new long[all.length];
            for (int turn = 0; turn < TURNS; turn++) {
                // None always comes first.
                for (int i = 0; i < all.length; i++) {
                    int next = (turn + i) % all.length;
                    times[next] += all[next].make(QUERIES);
                }
            }
            StringBuilder line = new StringBuilder();
            for (long time : times) {
                line.append((double) time / (TURNS * QUERIES)).append('\t');
            }
            System.out.println(line.append((double) helper(program, TURNS) / TURNS));
        }
        // The C programs end with their standard input, which ends with this process.
    }

    private static long here(int times) {
        long start = System.nanoTime();
        for (int i = 0; i < times; i++) {
            if (CompatCaps.query().modes().isEmpty()) {
                throw new IllegalStateException("a host without modes cannot be measured");
            }
        }
        return System.nanoTime() - start;
    }

    private static Queries inC(String program, int mappings) throws IOException {
        Process process = new ProcessBuilder(program, "turns", Integer.toString(mappings))
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
    private static long helper(String program, int times) throws IOException, InterruptedException {
        long start = System.nanoTime();
        for (int i = 0; i < times; i++) {
            Process process = new ProcessBuilder(program, "answer").start();
            try (BufferedReader output = process.inputReader()) {
                Long.parseUnsignedLong(output.readLine().substring(2), 16);
            }
            if (process.waitFor() != 0) {
                throw new IllegalStateException("the helper failed");
            }
        }
        return System.nanoTime() - start;
    }
}

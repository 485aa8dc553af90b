// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.benchmarks.start;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.compatcaps.CompatCaps;

/**
 * Whole queries, a few at a time, in turn with the C program, which waits meanwhile. The kernel makes a VM and its end wait for
 * what other processors do, for longer at one moment than at another, and only what is that close together meets the same.
 *
 * <p>A second C program has as many mappings as this JVM, all of which the kernel locks when a VM is made.
 */
public final class InTurn {

    private static final int WARM_UP = 3000;
    private static final int TURNS = 40;
    private static final int QUERIES = 10;

    private InTurn() {}

    /**
     * Prints a line for each group of turns: the nanoseconds of a query here, in C, and in C with as many mappings; tabs
     * between them.
     *
     * @param arguments the C program, and how many groups there are to be
     * @throws IOException if the C program cannot be started, or ends
     */
    public static void main(String[] arguments) throws IOException {
        int groups = Integer.parseInt(arguments[1]);
        int warmUp = groups == 1 ? QUERIES : WARM_UP;
        here(warmUp);
        int mappings = Files.readAllLines(Path.of("/proc/self/maps")).size();
        try (InC plain = new InC(arguments[0], 0);
                InC mapped = new InC(arguments[0], mappings)) {
            plain.queries(warmUp);
            mapped.queries(warmUp);
            for (int i = 0; i < groups; i++) {
                group(plain, mapped);
            }
        }
    }

    private static void group(InC plain, InC mapped) throws IOException {
        long here = 0;
        long inC = 0;
        long inMappedC = 0;
        for (int turn = 0; turn < TURNS; turn++) {
            // None always comes first.
            for (int i = 0; i < 3; i++) {
                int next = (turn + i) % 3;
                if (next == 0) {
                    here += here(QUERIES);
                } else if (next == 1) {
                    inC += plain.queries(QUERIES);
                } else {
                    inMappedC += mapped.queries(QUERIES);
                }
            }
        }
        double queries = TURNS * QUERIES;
        System.out.println(here / queries + "\t" + inC / queries + "\t" + inMappedC / queries);
    }

    private static long here(int times) {
        long start = System.nanoTime();
        for (int i = 0; i < times; i++) {
            if (CompatCaps.query().modes().isEmpty()) {
                throw new IllegalStateException("a host without modes is none to measure on");
            }
        }
        return System.nanoTime() - start;
    }

    private static final class InC implements AutoCloseable {

        private final Process calls;
        private final BufferedReader from;
        private final Writer to;

        InC(String program, int mappings) throws IOException {
            calls = new ProcessBuilder(program, "turns", Integer.toString(mappings))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            from = new BufferedReader(new InputStreamReader(calls.getInputStream(), StandardCharsets.US_ASCII));
            to = calls.outputWriter(StandardCharsets.US_ASCII);
        }

        long queries(int times) throws IOException {
            to.write(times + "\n");
            to.flush();
            String answer = from.readLine();
            if (answer == null) {
                throw new IOException("The C program ended");
            }
            return Long.parseLong(answer);
        }

        @Override
        public void close() {
            calls.destroy();
        }
    }
}

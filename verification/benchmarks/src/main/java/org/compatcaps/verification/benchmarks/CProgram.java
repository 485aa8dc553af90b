// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The compiled {@code calls.c}. */
record CProgram(Path file) {

    /** One run of another program: its time, its peak memory, and its exit status. */
    record Start(double nanoseconds, double kibibytes, int status) {}

    /** The nanoseconds of an operation, as the mean of so many. */
    double measure(String mode, long times) throws IOException, InterruptedException {
        return Double.parseDouble(output(List.of(mode, Long.toString(times))));
    }

    Start start(List<String> command) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("spawn", "1"));
        arguments.addAll(command);
        String[] words = output(arguments).split("\t");
        return new Start(Double.parseDouble(words[0]), Double.parseDouble(words[1]), Integer.parseInt(words[2]));
    }

    private String output(List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(file.toString()));
        command.addAll(arguments);
        Processes.Result result = Processes.run(command);
        if (result.status() != 0) {
            throw new IOException("The C program failed: " + result);
        }
        return result.out().trim();
    }
}

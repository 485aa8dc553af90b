// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.jdks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** JVMs on this machine, in a root directory of their own that {@code run} prepared. */
final class LocalJvms implements Jvms {
    /** Some hundred times of what a start takes on an idle machine. */
    private static final String LIMIT_SECONDS = "60";

    private final Path root;
    private final Jars jars;
    private final Path work;

    LocalJvms(Path root, Jars jars, Path work) {
        this.root = root;
        this.jars = jars;
        this.work = work;
    }

    @Override
    public List<Callable<Map<Cell, Output>>> tasks(List<Cell> cells) {
        List<Callable<Map<Cell, Output>>> tasks = new ArrayList<>();
        for (Cell cell : cells) {
            tasks.add(() -> Map.of(cell, run(cell)));
        }
        return tasks;
    }

    private Output run(Cell cell) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("timeout", "--signal=KILL", LIMIT_SECONDS, "chroot"));
        command.add(root.toString());
        command.add(cell.architecture.java(cell.jdk));
        command.addAll(cell.arguments(jars, "/matrix"));

        Path out = work.resolve(cell.name() + ".out");
        Path err = work.resolve(cell.name() + ".err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        // Java reads options from some variables, and the SDK a choice.
        builder.environment().keySet().retainAll(List.of("PATH"));
        builder.environment().put("HOME", "/root");
        long started = System.nanoTime();
        int exitStatus = builder.start().waitFor();
        double seconds = (System.nanoTime() - started) / 1e9;
        Output output = new Output(read(out), read(err), exitStatus, seconds);
        Files.delete(out);
        Files.delete(err);
        return output;
    }

    /** What was printed may be no characters, and must not end the run. */
    private static String read(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }
}

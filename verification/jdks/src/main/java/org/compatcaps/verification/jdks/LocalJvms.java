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

/** JVMs on this machine, in a root directory of their own that the script {@code run} prepared. */
record LocalJvms(Path root, Jars jars, Path work) implements Jvms {

    /** A hundred times what a start takes on an idle machine. */
    private static final String LIMIT_SECONDS = "60";

    @Override
    public List<Callable<Map<Combination, Output>>> tasks(List<Combination> combinations) {
        List<Callable<Map<Combination, Output>>> tasks = new ArrayList<>();
        for (Combination combination : combinations) {
            tasks.add(() -> Map.of(combination, run(combination)));
        }
        return tasks;
    }

    private Output run(Combination combination) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("timeout", "--signal=KILL", LIMIT_SECONDS, "chroot"));
        command.add(root.toString());
        command.add(combination.architecture().java(combination.jdk()));
        command.addAll(combination.arguments(jars, "/matrix"));
        Path out = work.resolve(combination.name() + ".out");
        Path err = work.resolve(combination.name() + ".err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        // Java reads options from some variables, and the SDK a choice.
        builder.environment().keySet().retainAll(List.of("PATH"));
        builder.environment().put("HOME", "/root");
        int exitStatus = builder.start().waitFor();
        Output output = new Output(read(out), read(err), exitStatus);
        Files.delete(out);
        Files.delete(err);
        return output;
    }

    /** Unlike {@code readString}, accepts any bytes: they must not end the run. */
    private static String read(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.compatcaps.cli.Jdk;

/** A copy of the repository with the command line already built, in which commands run as for a user. */
record Checkout(Path root) {

    static Checkout in(Path folder) throws Exception {
        Path dist = folder.resolve("cli/target/dist");
        Files.createDirectories(dist);
        copy(Page.ROOT, folder, "--exclude=target", "--exclude=.git");
        copy(Jdk.dist(), dist);
        // Newer than all sources, so that no test builds the command line again.
        Files.createFile(folder.resolve("cli/target/compatcaps.built"));
        return new Checkout(folder);
    }

    private static void copy(Path from, Path to, String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of("bash", "-euo", "pipefail", "-c"));
        command.add("from=$0 to=$1; shift; tar -C \"$from\" -c \"$@\" . | tar -C \"$to\" -x");
        command.addAll(List.of(from.toString(), to.toString()));
        command.addAll(List.of(options));
        Jdk.Result result = Jdk.run(command);
        assertEquals(0, result.exitCode, result.toString());
    }

    /** Runs commands with this JDK as the user's; their standard error is part of the output, as on a terminal. */
    Jdk.Result run(Jdk jdk, String script) throws Exception {
        Path bin = Path.of(jdk.command().get(0)).getParent();
        return Jdk.run(List.of(
                "env",
                "-C",
                root.toString(),
                "JAVA_HOME=" + bin.getParent(),
                "PATH=" + bin + ":" + System.getenv("PATH"),
                "bash",
                "-e",
                "-c",
                "exec 2>&1\n" + script));
    }
}

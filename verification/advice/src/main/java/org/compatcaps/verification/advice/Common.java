// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.advice;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.compatcaps.verification.powerhost.GuestOutput;

/** Runs {@code compatcaps common} on this machine with the answers of two hosts. */
final class Common {
    private final Path dist;
    private final Path work;

    Common(Path dist, Path work) {
        this.dist = dist;
        this.work = work;
    }

    /** Returns the modes that two hosts have in common, with their settings. */
    Said of(GuestOutput first, GuestOutput second) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-jar",
                        dist.resolve("compatcaps-cli.jar").toString(),
                        "common",
                        "--json",
                        write("first.json", first).toString(),
                        write("second.json", second).toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String json = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return json.isEmpty() ? Said.of(Optional.empty()) : Said.of(json);
    }

    private Path write(String name, GuestOutput host) throws IOException {
        String answer = host.ended("answer").map(GuestOutput.Command::out).orElse("");
        return Files.writeString(work.resolve(name), answer);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.consumers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.compatcaps.cli.Jdk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Gets the command line from a repository by its coordinates into an empty local repository, and runs it there. */
class CommandLineIT {

    private static final String VERSION = System.getProperty("sdk.version");
    private static final String COORDINATES = "org.compatcaps:compatcaps-cli:" + VERSION;

    /** Not below this repository, whose {@code .mvn} would count. */
    @TempDir
    private Path directory;

    static List<Jdk> jdks() throws Exception {
        return Jdk.all();
    }

    private static String url(String property) {
        return Path.of(System.getProperty(property)).toUri().toString();
    }

    @Test
    void mavenGetsIt() throws Exception {
        Path local = directory.resolve("local");
        List<String> command = new ArrayList<>(Run.maven(Jdk.newest()));
        command.addAll(List.of("-B", "-ntp", "-Dmaven.repo.local=" + local));
        command.add(System.getProperty("dependency.plugin") + ":get");
        command.addAll(List.of("-Dartifact=" + COORDINATES, "-DremoteRepositories=" + url("repository")));
        Run run = Run.of(directory, command).endsWith(0);
        Path jar = local.resolve("org/compatcaps/compatcaps-cli/" + VERSION + "/compatcaps-cli-" + VERSION + ".jar");
        assertTrue(Files.exists(jar), run.toString());
        assertTrue(Files.isDirectory(local.resolve("info/picocli/picocli")), "its dependencies are missing");
    }

    /** The jars of the class path in its manifest are not beside it there, which must not matter. */
    @ParameterizedTest
    @MethodSource("jdks")
    void jbangRunsIt(Jdk jdk) throws Exception {
        List<String> command =
                new ArrayList<>(List.of("env", "JAVA_HOME=" + Run.home(jdk), "JBANG_NO_VERSION_CHECK=true"));
        command.addAll(List.of("JBANG_DIR=" + directory.resolve("jbang"), "JBANG_REPO=" + directory.resolve("local")));
        command.addAll(List.of(jdk.tool("java"), "-cp", Run.project("jbang").resolve("target/lib") + "/*"));
        command.addAll(List.of("dev.jbang.Main", "--repos"));
        command.add("published=" + url("repository") + ",already-here=" + url("local.repository"));
        command.addAll(List.of(COORDINATES, "--simulate", "power10"));
        // Its script, which is not in Maven Central, runs the command that this prints.
        Run jbang =
                Run.of(directory, command).endsWith(255).mentions(Run.home(jdk).toString());
        Run run = Run.of(directory, List.of("sh", "-c", jbang.out())).endsWith(0);
        assertEquals("", run.err());
        run.hasLine("Modes:        POWER9, POWER10");
    }
}

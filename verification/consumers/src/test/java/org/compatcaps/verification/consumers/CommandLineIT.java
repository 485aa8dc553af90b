// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.consumers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.compatcaps.cli.Jdk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Gets the command line from a repository by its coordinates into an empty local repository, and runs it there. */
class CommandLineIT {

    private static final String COORDINATES = "org.compatcaps:compatcaps-cli:" + System.getProperty("sdk.version");

    /** Not below this repository, whose {@code .mvn} would count. */
    @TempDir
    private Path directory;

    static List<Jdk> jdks() throws Exception {
        return Jdk.all();
    }

    private static String url(String property) {
        return Path.of(System.getProperty(property)).toUri().toString();
    }

    private static Path home(Jdk jdk) {
        return Path.of(jdk.tool("java")).getParent().getParent();
    }

    @Test
    void mavenGetsIt() throws Exception {
        Path local = directory.resolve("local");
        Jdk.Result result = Jdk.run(
                directory,
                List.of(
                        Path.of(System.getProperty("maven"), "bin/mvn").toString(),
                        "-B",
                        "-ntp",
                        "--global-settings",
                        System.getProperty("settings"),
                        "-Dmaven.repo.local=" + local,
                        System.getProperty("dependency.plugin") + ":get",
                        "-Dartifact=" + COORDINATES,
                        "-DremoteRepositories=" + url("repository")));
        assertEquals(0, result.exitCode, result.toString());
        String version = System.getProperty("sdk.version");
        Path jar = local.resolve("org/compatcaps/compatcaps-cli/" + version + "/compatcaps-cli-" + version + ".jar");
        assertTrue(Files.exists(jar), result.toString());
        assertTrue(Files.isDirectory(local.resolve("info/picocli/picocli")), "its dependencies are missing");
    }

    /** The jars of the class path in its manifest are not beside it there, which must not matter. */
    @ParameterizedTest
    @MethodSource("jdks")
    void jbangRunsIt(Jdk jdk) throws Exception {
        List<String> jbang = List.of(
                "env",
                "JAVA_HOME=" + home(jdk),
                "JBANG_DIR=" + directory.resolve("jbang"),
                "JBANG_REPO=" + directory.resolve("local"),
                "JBANG_NO_VERSION_CHECK=true",
                jdk.tool("java"),
                "-cp",
                Run.project("jbang").resolve("target/lib") + "/*",
                "dev.jbang.Main",
                "--repos",
                "published=" + url("repository") + ",already-here=" + url("local.repository"),
                COORDINATES,
                "--simulate",
                "power10");
        // Its script, which is not in Maven Central, runs the command that this prints.
        Jdk.Result command = Jdk.run(directory, jbang);
        assertEquals(255, command.exitCode, command.toString());
        assertTrue(command.out.contains(home(jdk).toString()), command.toString());
        Jdk.Result result = Jdk.run(directory, List.of("sh", "-c", command.out));
        assertEquals(0, result.exitCode, result.toString());
        assertEquals("", result.err);
        assertTrue(result.out.contains("\nModes:        POWER9, POWER10\n"), result.out);
    }
}

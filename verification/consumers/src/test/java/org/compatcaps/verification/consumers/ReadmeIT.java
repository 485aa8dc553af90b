// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.consumers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.compatcaps.cli.Jdk;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Builds and runs the example of the README as it is printed, with Maven as it was started here. */
class ReadmeIT {

    /** The default of Maven 3.8 and older. Without a setting it compiles for Java 5. */
    private static final String OLD_COMPILER = "org.apache.maven.plugins:maven-compiler-plugin:3.1:compile";

    @TempDir
    private Path directory;

    private PrintedProject project;

    static List<Jdk> jdks() throws Exception {
        return Jdk.all();
    }

    @BeforeEach
    void copyTheProject() throws IOException {
        project = new PrintedProject("README.md", "Use it from Java", directory);
    }

    /** Returns what a command prints. */
    private String run(Jdk jdk, String command) throws Exception {
        Jdk.Result result = project.run(jdk, command);
        // To find a plugin's newest version, Maven asks Maven Central.
        assumeFalse(
                !"true".equals(System.getenv("CI")) && result.out.contains("No plugin found for prefix"),
                "Maven Central cannot be reached");
        assertEquals(0, result.exitCode, result.toString());
        return result.out.replaceAll("\u001b\\[[0-9;]*m", "");
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void exampleRunsAsPrinted(Jdk jdk) throws Exception {
        String command = project.find("`(mvn [^`]* exec:java [^`]*)`");
        assertEquals(project.find("`mvn [^`]* exec:java [^`]*`[^\n]*\n+```text\n(.*?)```"), run(jdk, command));
    }

    @Test
    void exampleCompilesWithThePluginsOfAnOldMaven() throws Exception {
        run(Jdk.newest(), "mvn -q " + OLD_COMPILER);
        assertTrue(Files.exists(directory.resolve("target/classes/Modes.class")));
    }
}

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Builds and runs the projects of the README and of the guide as they are printed, with the printed commands. */
class PrintedProjectsIT {

    /** The default of Maven 3.8 and older. Without a setting it compiles for Java 5. */
    private static final String OLD_COMPILER = "org.apache.maven.plugins:maven-compiler-plugin:3.1:compile";

    @TempDir
    private Path directory;

    private static List<Jdk> jdks() throws IOException {
        return Jdk.all();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void readmesExampleRunsAsPrinted(Jdk jdk) throws Exception {
        PrintedProject project = PrintedProject.ofReadme(directory);
        String command = project.find("`(mvn [^`]* exec:java [^`]*)`");
        assertEquals(project.outputAfter(command), output(project, jdk, command));
    }

    @Test
    void readmesExampleCompilesWithPluginsOfOldMaven() throws Exception {
        output(PrintedProject.ofReadme(directory), Jdk.newest(), "mvn -q " + OLD_COMPILER);
        assertTrue(Files.exists(directory.resolve("target/classes/Modes.class")));
    }

    private static String output(PrintedProject project, Jdk jdk, String command) throws Exception {
        Run run = project.run(jdk, command);
        // To find a plugin's newest version, Maven asks Maven Central.
        assumeFalse(
                !"true".equals(System.getenv("CI")) && run.out().contains("No plugin found for prefix"),
                "Maven Central cannot be reached");
        return run.endsWith(0).out().replaceAll("\u001b\\[[0-9;]*m", "");
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void guidesProjectBuildsAndAnswersAsPrinted(Jdk jdk) throws Exception {
        PrintedProject project = PrintedProject.ofGuide(directory);
        project.run(jdk, project.find("`(mvn [^`]*)`")).endsWith(0);

        String command = project.find("`(java [^`]* -jar [^`]*)`");
        assertEquals(
                project.outputAfter(command),
                project.run(jdk, command).endsWith(0).out());

        Run here = project.run(jdk, command.replace(" -Dcompatcaps.backend=mock", ""))
                .endsWith(1);
        assertTrue(here.err().startsWith(Host.refusal().replaceFirst("\\w+: ", "")), here.toString());
        here.warnsOfNativeCode(false, "");
    }
}

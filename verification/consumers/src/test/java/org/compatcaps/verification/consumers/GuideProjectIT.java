// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.consumers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.compatcaps.cli.Jdk;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Builds and runs the project of the guide as it is printed, with the printed commands. */
class GuideProjectIT {

    private static final String JAVA = "`(java [^`]* -jar [^`]*)`";

    @TempDir
    private Path directory;

    static List<Jdk> jdks() throws Exception {
        return Jdk.all();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void projectBuildsAndAnswersAsPrinted(Jdk jdk) throws Exception {
        PrintedProject project = new PrintedProject("docs/guide/embedding.md", "Start a project", directory);
        Jdk.Result build = project.run(jdk, project.find("`(mvn [^`]*)`"));
        assertEquals(0, build.exitCode, build.toString());

        String command = project.find(JAVA);
        Jdk.Result simulated = project.run(jdk, command);
        assertEquals(0, simulated.exitCode, simulated.toString());
        assertEquals(project.find("`java [^`]* -jar [^`]*`[^\n]*\n+```text\n(.*?)```"), simulated.out);

        Jdk.Result here = project.run(jdk, command.replace(" -Dcompatcaps.backend=mock", ""));
        assertEquals(1, here.exitCode, here.toString());
        assertTrue(here.err.startsWith(Host.refusal().replaceFirst("\\w+: ", "")), here.toString());
        assertFalse(here.err.contains("WARNING"), here.toString());
    }
}

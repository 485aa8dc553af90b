// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.consumers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.compatcaps.cli.Jdk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Builds and runs the example of the README as it is printed, with Maven as it was started here. */
class ReadmeIT {

    /** The default of Maven 3.8 and older. Without a setting it compiles for Java 5. */
    private static final String OLD_COMPILER = "org.apache.maven.plugins:maven-compiler-plugin:3.1:compile";

    /** Not below this repository, whose {@code .mvn} would count. */
    @TempDir
    private Path directory;

    static List<Jdk> jdks() throws Exception {
        return Jdk.all();
    }

    private static String readme() throws Exception {
        return Files.readString(Path.of("../../README.md"));
    }

    private static String find(String pattern) throws Exception {
        Matcher found = Pattern.compile(pattern, Pattern.DOTALL).matcher(readme());
        assertTrue(found.find(), pattern);
        return found.group(1);
    }

    private void copyTheProject() throws Exception {
        Files.writeString(directory.resolve("pom.xml"), find("`pom.xml`[^\n]*\n+```xml\n(.*?)```"));
        Path source = directory.resolve(find("\n`(src/main/java/[^`]*)`:\n"));
        Files.createDirectories(source.getParent());
        Files.writeString(source, find("\n`src/main/java/[^`]*`:\n+```java\n(.*?)```"));
    }

    /** Returns what a command prints, which begins with {@code mvn}. */
    private String run(Jdk jdk, String command) throws Exception {
        List<String> whole = new ArrayList<>();
        whole.add("env");
        whole.add("JAVA_HOME=" + Path.of(jdk.tool("java")).getParent().getParent());
        whole.add(Path.of(System.getProperty("maven"), "bin/mvn").toString());
        whole.addAll(List.of("--global-settings", System.getProperty("settings")));
        whole.add("-Dmaven.repo.local=" + System.getProperty("repository"));
        whole.addAll(Arrays.asList(command.split(" ")).subList(1, command.split(" ").length));
        Jdk.Result result = Jdk.run(directory, whole);
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
        copyTheProject();
        String command = find("`(mvn [^`]* exec:java [^`]*)`");
        assertEquals(find("`mvn [^`]* exec:java [^`]*`[^\n]*\n+```text\n(.*?)```"), run(jdk, command));
    }

    @Test
    void exampleCompilesWithThePluginsOfAnOldMaven() throws Exception {
        copyTheProject();
        run(Jdk.newest(), "mvn -q " + OLD_COMPILER);
        assertTrue(Files.exists(directory.resolve("target/classes/Modes.class")));
    }
}

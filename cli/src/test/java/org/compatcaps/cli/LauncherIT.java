// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The script {@code compatcaps} in a separate checkout that is already built. */
class LauncherIT {

    @TempDir
    private Path directory;

    private Path checkout;

    @BeforeEach
    void copyWhatIsBuilt() throws Exception {
        checkout = checkout(directory);
    }

    static Path checkout(Path directory) throws Exception {
        Path checkout = Files.createDirectory(directory.resolve("checkout"));
        Path repository = Path.of("..").toRealPath();
        Files.copy(repository.resolve("compatcaps"), checkout.resolve("compatcaps"));
        for (String script :
                List.of(".mvn/find-jdk.sh", ".mvn/explain-failed-build.sh", "cli/src/packages/launch.sh")) {
            Files.createDirectories(checkout.resolve(script).getParent());
            Files.copy(repository.resolve(script), checkout.resolve(script));
        }
        for (String source :
                List.of("pom.xml", "bnd.bnd", "LICENSE", "NOTICE", "bom/pom.xml", "cli/pom.xml", "cli/src/main")) {
            old(checkout.resolve(source));
        }
        for (String module : List.of("api", "backend-ffm", "backend-jna", "backend-jnr", "backend-mock")) {
            old(checkout.resolve(module).resolve("pom.xml"));
            old(checkout.resolve(module).resolve("bnd.bnd"));
            old(checkout.resolve(module).resolve("src/main"));
        }
        Path target = Files.createDirectories(checkout.resolve("cli/target"));
        Files.createSymbolicLink(target.resolve("dist"), Jdk.dist().toRealPath());
        Files.createFile(target.resolve("compatcaps.built"));
        return checkout;
    }

    /** Makes a source older than the build. A directory will do, since the script compares only times. */
    private static void old(Path source) throws Exception {
        Files.createDirectories(source);
        Files.setLastModifiedTime(source, FileTime.from(Instant.EPOCH));
    }

    static Jdk.Result run(Path script, Map<String, String> environment, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("env"));
        environment.forEach((name, value) -> command.add(name + "=" + value));
        command.add(script.toString());
        command.addAll(List.of(arguments));
        return Jdk.run(command);
    }

    @Test
    void launcherRunsThroughSymbolicLink() throws Exception {
        Path link = Files.createSymbolicLink(directory.resolve("link"), checkout.resolve("compatcaps"));
        Jdk.Result result = run(link, Map.of(), "--simulate", "power10");
        assertEquals(0, result.exitCode, result.toString());
        assertTrue(result.out.contains("Highest:      POWER10"), result.toString());
        assertTrue(Files.notExists(directory.resolve("cli")));
    }

    /** A shell makes the directory, since this JVM may run in a locale that cannot encode its name. */
    @Test
    void pathBeyondAsciiNeedsNoLocale() throws Exception {
        String script = "folder=$(printf 'Pr\\303\\274fung 1') && cp -a checkout \"$folder\""
                + " && LC_ALL=C \"$folder/compatcaps\" --simulate power10";
        Jdk.Result result = Jdk.run(directory, List.of("sh", "-c", script));
        assertEquals(0, result.exitCode, result.toString());
        assertTrue(result.out.contains("Highest:      POWER10"), result.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"check!", "check!/out", "check:out"})
    void pathThatJavaCannotUseIsReported(String name) throws Exception {
        Path odd = copy(name);
        Jdk.Result result = run(odd.resolve("compatcaps"), Map.of(), "supports", "power11", "--simulate", "power10");
        assertEquals(70, result.exitCode, result.toString());
        assertEquals("", result.out);
        assertEquals(
                "compatcaps: Java cannot use the path " + odd.toRealPath()
                        + ": it contains a colon, or a name that ends with '!'."
                        + " Rename or move the directory.\n",
                result.err);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a!b", "a b ", "a%20b", "#a", "a+b;c&d", "a\"b'c", "$HOME*?[a]", "a\\b", "-a", "@a", "a\nb\n"})
    void otherOddPathsWork(String name) throws Exception {
        Jdk.Result result = run(copy(name).resolve("compatcaps"), Map.of(), "backends");
        assertEquals(0, result.exitCode, result.toString());
        assertTrue(result.out.contains("jna: available\njnr: available\n"), result.toString());
    }

    private Path copy(String name) throws Exception {
        Path copy = directory.resolve(name);
        Files.createDirectories(copy.getParent());
        Jdk.Result copied = Jdk.run(List.of("cp", "-a", checkout.toString(), copy.toString()));
        assertEquals(0, copied.exitCode, copied.toString());
        return copy;
    }

    @Test
    void wrongJavaHomeIsReported() throws Exception {
        Jdk.Result result = run(checkout.resolve("compatcaps"), Map.of("JAVA_HOME", "/nonexistent"), "--help");
        assertEquals(70, result.exitCode, result.toString());
        assertTrue(
                result.err.startsWith("compatcaps: JAVA_HOME is /nonexistent, which contains no bin/java"), result.err);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.8.0_492", "10.0.2"})
    void tooOldJavaIsReported(String version) throws Exception {
        Path home = Files.createDirectories(directory.resolve("old"));
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
        Path java = Files.createDirectory(home.resolve("bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\necho started\n");
        assertTrue(java.toFile().setExecutable(true));
        Jdk.Result result = run(checkout.resolve("compatcaps"), Map.of("JAVA_HOME", home.toString()), "--help");
        assertEquals(70, result.exitCode, result.toString());
        assertEquals(
                "compatcaps: Java " + version + " in " + home.toRealPath()
                        + " is too old. Install Java 11 or later, or set JAVA_HOME to one.\n",
                result.err);
        assertEquals("", result.out);
    }

    @Test
    void lostOutputIsAnError() throws Exception {
        assumeTrue(Files.exists(Path.of("/dev/full")), "needs /dev/full, a device that is always full");
        String script = checkout.resolve("compatcaps") + " --simulate power10 > /dev/full";
        Jdk.Result result = Jdk.run(List.of("sh", "-c", script));
        assertEquals(7, result.exitCode, result.toString());
        assertTrue(result.err.contains("compatcaps: Cannot write to standard output: "), result.err);
    }

    @Test
    void unwritableCheckoutIsReported() throws Exception {
        Files.delete(checkout.resolve("cli/target/compatcaps.built"));
        Files.delete(checkout.resolve("cli/target/dist"));
        Files.delete(checkout.resolve("cli/target"));
        Files.createFile(checkout.resolve("cli/target"));
        Jdk.Result result = run(checkout.resolve("compatcaps"), Map.of(), "--help");
        assertEquals(70, result.exitCode, result.toString());
        assertTrue(result.err.startsWith("compatcaps: Cannot build the tool: this user cannot write to "), result.err);
    }
}

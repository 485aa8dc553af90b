// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The archive of classes that {@code ./compatcaps} makes at its first start. It changes nothing but the speed of later starts. */
@Execution(ExecutionMode.CONCURRENT)
class ArchiveIT {

    private static final String FROM_ARCHIVE = "org.compatcaps.cli.Main source: shared objects file";

    @TempDir
    private Path directory;

    private Path checkout;
    private Path loaded;
    private String expected;

    @BeforeEach
    void copyWhatIsBuilt() throws Exception {
        assumeTrue(System.getProperty("os.name").equals("Linux"), "the launcher needs Linux");
        checkout = LauncherIT.checkout(directory);
        loaded = directory.resolve("loaded.txt");
        expected = Jdk.newest().jar("--simulate", "power10").toString();
    }

    /** Returns the home of a JDK whose JVM logs the source of each loaded class. */
    private Path home(Jdk jdk) throws IOException {
        Path home = directory.resolve("jdk-" + jdk.version());
        if (Files.exists(home)) {
            return home;
        }
        Path real = Path.of(jdk.tool("java")).getParent().getParent();
        Path java = Files.createDirectories(home.resolve("bin")).resolve("java");
        Files.copy(real.resolve("release"), home.resolve("release"));
        Files.writeString(
                java,
                String.join(
                        "\n",
                        "#!/usr/bin/env bash",
                        "options=()",
                        "while [[ $1 != -jar ]]; do options+=(\"$1\"); shift; done",
                        "exec '" + jdk.tool("java") + "' \"${options[@]}\" -Xlog:class+load:file='" + loaded
                                + "' \"$@\"",
                        ""));
        assertTrue(java.toFile().setExecutable(true));
        return home;
    }

    /** Returns the archive. Its name contains the version, since other JVMs cannot use it. */
    private Path archive() throws IOException {
        Properties release = new Properties();
        try (Reader file = Files.newBufferedReader(home(Jdk.newest()).resolve("release"))) {
            release.load(file);
        }
        String version = release.getProperty("JAVA_VERSION").replace("\"", "");
        return checkout.resolve("cli/target/cache/compatcaps-" + version + ".jsa");
    }

    private List<Path> archives() throws IOException {
        if (Files.notExists(checkout.resolve("cli/target/cache"))) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(checkout.resolve("cli/target/cache"))) {
            return files.toList();
        }
    }

    private Jdk.Result run(Jdk jdk, Map<String, String> environment) throws Exception {
        Map<String, String> all = new HashMap<>(environment);
        all.put("JAVA_HOME", home(jdk).toString());
        all.put(
                "JAVA22_HOME",
                Path.of(Jdk.newest().tool("java")).getParent().getParent().toString());
        all.put("COMPATCAPS_MVN", "true");
        return LauncherIT.run(checkout.resolve("compatcaps"), all, "--simulate", "power10");
    }

    private void assertAnswers(Jdk jdk, boolean fromArchive) throws Exception {
        assertEquals(expected, run(jdk, Map.of()).toString());
        assertEquals(fromArchive, Files.readString(loaded).contains(FROM_ARCHIVE));
    }

    /** Replaces Maven by a command that does nothing, since everything is built. */
    private Jdk.Result build(Jdk jdk, Map<String, String> environment) throws Exception {
        Files.delete(checkout.resolve("cli/target/compatcaps.built"));
        return run(jdk, environment);
    }

    @Test
    void firstStartMakesTheArchive() throws Exception {
        assertAnswers(Jdk.newest(), true);
        assertAnswers(Jdk.newest(), true);
        assertEquals(List.of(archive()), archives());
    }

    @Test
    void archiveOfAnotherJavaIsReplaced() throws Exception {
        Files.createDirectory(archive().getParent());
        Files.createFile(archive().resolveSibling("compatcaps-1.jsa"));
        assertAnswers(Jdk.newest(), true);
        assertEquals(List.of(archive()), archives());
    }

    @Test
    void eachBuildReplacesTheArchive() throws Exception {
        Files.createDirectory(archive().getParent());
        Files.write(archive(), new byte[0]);
        build(Jdk.newest(), Map.of());
        assertAnswers(Jdk.newest(), true);
    }

    @Test
    void jvmBeforeJdk19UsesNoArchive() throws Exception {
        Jdk older = Jdk.all().get(0);
        assumeTrue(older.version() < 19, "Maven runs on JDK " + older.version());
        build(older, Map.of());
        assertAnswers(older, false);
        assertEquals(List.of(), archives());
        build(Jdk.newest(), Map.of());
        assertAnswers(older, false);
        assertAnswers(Jdk.newest(), true);
    }

    @Test
    void damagedArchiveIsIgnored() throws Exception {
        build(Jdk.newest(), Map.of());
        byte[] whole = Files.readAllBytes(archive());
        byte[] wrongInside = whole.clone();
        for (int at = whole.length / 4; at < whole.length / 2; at += 1 << 12) {
            wrongInside[at] ^= (byte) 0xff;
        }
        byte[] cutOff = Arrays.copyOf(whole, whole.length / 2);
        for (byte[] damaged : List.of(new byte[0], "no archive\n".getBytes(), cutOff, wrongInside)) {
            Files.delete(archive());
            Files.write(archive(), damaged);
            assertAnswers(Jdk.newest(), false);
        }
    }

    @Test
    void directoryInPlaceOfTheArchiveIsIgnored() throws Exception {
        Files.createDirectories(archive());
        assertAnswers(Jdk.newest(), false);
    }

    @Test
    void simultaneousFirstStartsAllAnswer() throws Exception {
        Files.delete(checkout.resolve("cli/target/compatcaps.built"));
        Jdk.Result result = Jdk.run(List.of(
                "env",
                "-C",
                checkout.toString(),
                "JAVA_HOME=" + home(Jdk.newest()),
                "JAVA22_HOME=" + Path.of(Jdk.newest().tool("java")).getParent().getParent(),
                "COMPATCAPS_MVN=true",
                "bash",
                "-c",
                "for i in 1 2 3 4; do ./compatcaps --simulate power10 & done; wait"));
        assertEquals(4, result.out.split("Highest:      POWER10", -1).length - 1, result.toString());
        assertEquals(1, result.err.split("Building the tool first", -1).length - 1, result.toString());
        assertAnswers(Jdk.newest(), true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"})
    void userOptionsReplaceThoseOfTheLauncher(String variable) throws Exception {
        for (String options : List.of("-XX:+UseG1GC", "-Xshare:off")) {
            Jdk.Result result = build(Jdk.newest(), Map.of(variable, options));
            assertEquals(0, result.exitCode, result.toString());
            assertTrue(result.err.contains(options), result.toString());
            assertEquals(List.of(), archives());
        }
    }
}

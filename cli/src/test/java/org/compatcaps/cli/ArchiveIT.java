// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The archive of classes that {@code ./compatcaps} lets the JVM keep: it makes starts faster and changes nothing else. */
@Execution(ExecutionMode.CONCURRENT)
class ArchiveIT {

    private static final String FROM_ARCHIVE = "org.compatcaps.cli.Main source: shared objects file";

    @TempDir
    private Path directory;

    private Path checkout;
    private Path archive;
    private Path loaded;
    private String expected;

    @BeforeEach
    void copyWhatIsBuilt() throws Exception {
        assumeTrue(System.getProperty("os.name").equals("Linux"), "the launcher needs Linux");
        checkout = LauncherIT.checkout(directory);
        archive = checkout.resolve("cli/target/compatcaps.jsa");
        loaded = directory.resolve("loaded.txt");
        expected = Jdk.newest().jar("--simulate", "power10").toString();
    }

    /** The home of a JDK whose JVM writes down from where it loads its classes. */
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

    private Jdk.Result run(Jdk jdk, Map<String, String> environment) throws Exception {
        Map<String, String> all = new HashMap<>(environment);
        all.put("JAVA_HOME", home(jdk).toString());
        return LauncherIT.run(checkout.resolve("compatcaps"), all, "--simulate", "power10");
    }

    private void assertAnswers(Jdk jdk, boolean fromArchive) throws Exception {
        assertEquals(expected, run(jdk, Map.of()).toString());
        assertEquals(fromArchive, Files.readString(loaded).contains(FROM_ARCHIVE));
    }

    @Test
    void secondStartUsesTheArchiveOfTheFirst() throws Exception {
        assertAnswers(Jdk.newest(), false);
        assertAnswers(Jdk.newest(), true);
    }

    @Test
    void olderJvmIgnoresTheArchiveOfANewerOne() throws Exception {
        Jdk older = Jdk.all().get(0);
        assumeTrue(older.version() < 19, "Maven runs on JDK " + older.version());
        assertAnswers(Jdk.newest(), false);
        assertAnswers(older, false);
        assertAnswers(Jdk.newest(), true);
    }

    @Test
    void damagedArchiveIsIgnored() throws Exception {
        assertAnswers(Jdk.newest(), false);
        byte[] whole = Files.readAllBytes(archive);
        byte[] wrongInside = whole.clone();
        for (int at = 1 << 20; at < whole.length; at += 1 << 12) {
            wrongInside[at] ^= (byte) 0xff;
        }
        byte[] cutOff = Arrays.copyOf(whole, whole.length / 2);
        for (byte[] damaged : List.of(new byte[0], "no archive\n".getBytes(), cutOff, wrongInside)) {
            Files.delete(archive);
            Files.write(archive, damaged);
            assertAnswers(Jdk.newest(), false);
        }
    }

    @Test
    void placeThatCannotBeWrittenIsIgnored() throws Exception {
        Files.createDirectory(archive);
        assertAnswers(Jdk.newest(), false);
        assertAnswers(Jdk.newest(), false);
    }

    @Test
    void severalFirstStartsAtOnceAllAnswer() throws Exception {
        Jdk.Result result = Jdk.run(List.of(
                "env",
                "-C",
                checkout.toString(),
                "JAVA_HOME=" + home(Jdk.newest()),
                "bash",
                "-c",
                "for i in 1 2 3 4; do ./compatcaps --simulate power10 & done; wait"));
        assertEquals(4, result.out.split("Highest:      POWER10", -1).length - 1, result.toString());
        assertAnswers(Jdk.newest(), true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"})
    void optionsOfTheUserComeAlone(String variable) throws Exception {
        for (String options : List.of("-XX:+UseG1GC", "-Xshare:off")) {
            Jdk.Result result = run(Jdk.newest(), Map.of(variable, options));
            assertEquals(0, result.exitCode, result.toString());
            assertTrue(result.err.contains(options), result.toString());
            assertFalse(Files.exists(archive));
        }
    }
}

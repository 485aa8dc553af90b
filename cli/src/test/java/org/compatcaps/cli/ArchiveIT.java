// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The archive of classes that the script {@code compatcaps} keeps, which may make it faster and nothing else. */
@Execution(ExecutionMode.CONCURRENT)
class ArchiveIT {

    private static final String TAKEN = "org.compatcaps.cli.Main source: shared objects file";

    private static final Map<String, String> WITHOUT = Map.of("COMPATCAPS_ARCHIVE", "off");

    @TempDir
    private Path directory;

    private Path checkout;
    private Path archives;
    private Path loaded;

    static List<Jdk> jdks() throws Exception {
        return Jdk.all();
    }

    @BeforeEach
    void copyWhatIsBuilt() throws Exception {
        assumeTrue(System.getProperty("os.name").equals("Linux"), "archives are kept on Linux only");
        checkout = LauncherIT.checkout(directory);
        archives = checkout.resolve("cli/target/archives");
        loaded = directory.resolve("loaded.txt");
    }

    @AfterEach
    void nothingIsLeftBehind() throws Exception {
        if (checkout != null) {
            await();
            assertTrue(Files.notExists(archives.resolve("new")));
        }
    }

    /** The home of a JDK whose JVM writes down from where it loads its classes. {@code before} is run before the JVM. */
    private Path home(Jdk jdk, String before) throws IOException {
        Path home = Files.createDirectories(directory.resolve("jdk-" + jdk.version()));
        Path real = Path.of(jdk.tool("java")).getParent().getParent();
        Files.copy(real.resolve("release"), home.resolve("release"));
        // Only looked at.
        Files.createFile(Files.createDirectories(home.resolve("lib/server")).resolve("libjvm.so"));
        Path java = Files.createDirectory(home.resolve("bin")).resolve("java");
        Files.writeString(
                java,
                String.join(
                        "\n",
                        "#!/usr/bin/env bash",
                        before,
                        "exec '" + jdk.tool("java") + "' -Xlog:class+load:file='" + loaded + "' \"$@\"",
                        ""));
        assertTrue(java.toFile().setExecutable(true));
        return home;
    }

    private Jdk.Result run(Path home, Map<String, String> environment, String... arguments) throws Exception {
        Map<String, String> all = new LinkedHashMap<>(environment);
        all.put("JAVA_HOME", home.toString());
        return LauncherIT.run(checkout.resolve("compatcaps"), all, arguments);
    }

    private Jdk.Result bash(Path home, String script) throws Exception {
        return Jdk.run(List.of("env", "-C", checkout.toString(), "JAVA_HOME=" + home, "bash", "-c", script));
    }

    /** Until nobody makes an archive any more. */
    private void await() throws Exception {
        Path lock = checkout.resolve("cli/target/archives.lock");
        if (Files.isRegularFile(lock)) {
            Jdk.Result result = Jdk.run(List.of("flock", lock.toString(), "true"));
            assertEquals(0, result.exitCode, result.toString());
        }
    }

    private boolean isBeingMade() throws Exception {
        Path lock = checkout.resolve("cli/target/archives.lock");
        return Jdk.run(List.of("flock", "-n", lock.toString(), "true")).exitCode != 0;
    }

    private List<Path> files() throws IOException {
        if (!Files.isDirectory(archives)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(archives)) {
            return files.filter(Files::isRegularFile)
                    .sorted(Comparator.comparing(Path::toString))
                    .toList();
        }
    }

    /** The one archive that there is; its sum stands beside it. */
    private Path archive() throws IOException {
        List<Path> files = files();
        assertEquals(2, files.size(), files.toString());
        assertEquals(files.get(0) + ".sum", files.get(1).toString());
        return files.get(0);
    }

    private boolean isTaken() throws IOException {
        return Files.readString(loaded).contains(TAKEN);
    }

    /** An answer and a refusal are the same as without archives, word by word. */
    private void assertSameAsWithout(Path home) throws Exception {
        for (String[] arguments : new String[][] {{"--simulate", "power10"}, {"--device", "/nonexistent"}}) {
            Jdk.Result expected = run(home, WITHOUT, arguments);
            assertFalse(isTaken(), Arrays.toString(arguments));
            Jdk.Result result = run(home, Map.of(), arguments);
            assertEquals(expected.toString(), result.toString());
            assertEquals(expected.out, result.out);
            await();
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void isMadeAfterTheFirstAnswerAndTakenFromThenOn(Jdk jdk) throws Exception {
        Path home = home(jdk, "");
        Jdk.Result first = run(home, Map.of(), "--simulate", "power10");
        assertTrue(isBeingMade());
        assertEquals(List.of(), files(), "before the answer");
        assertFalse(isTaken());
        await();
        archive();
        Jdk.Result second = run(home, Map.of(), "--simulate", "power10");
        assertTrue(isTaken());
        assertEquals(first.toString(), second.toString());
        assertSameAsWithout(home);
        assertFalse(isBeingMade());
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void whoMakesItHoldsNothingOfTheCallers(Jdk jdk) throws Exception {
        Path home = home(jdk, "");
        // A pipe that would not end, and a lock that would not be free, before the archive is made.
        Jdk.Result result = bash(
                home,
                "exec 7>mine; flock 7; answer=$(./compatcaps --simulate power10 2>&1 | cat); exec 7>&-\n"
                        + "flock -n mine true && ! flock -n cli/target/archives.lock true && echo \"$answer\"");
        assertEquals(0, result.exitCode, result.toString());
        assertTrue(result.out.contains("Highest:      POWER10"), result.toString());
        await();
        archive();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void severalFirstUsesAtOnceMakeOne(Jdk jdk) throws Exception {
        Path count = directory.resolve("count");
        Path home = home(jdk, "[[ $* != *AOTCacheOutput* && $* != *DumpLoaded* ]] || echo made >>'" + count + "'");
        Jdk.Result result = bash(home, "for i in 1 2 3; do ./compatcaps --simulate power10 & done; wait");
        assertEquals(3, result.out.split("Highest:      POWER10", -1).length - 1, result.toString());
        assertEquals("", result.err);
        await();
        archive();
        assertEquals("made\n", Files.readString(count));
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void aDamagedOneIsPassedOverAndMadeAnew(Jdk jdk) throws Exception {
        Path home = home(jdk, "");
        run(home, Map.of(), "--simulate", "power10");
        await();
        byte[] whole = Files.readAllBytes(archive());
        byte[] wrongInside = whole.clone();
        for (int at = 1 << 20; at < whole.length; at += 1 << 12) {
            wrongInside[at] ^= (byte) 0xff;
        }
        for (byte[] damaged : List.of(new byte[0], Arrays.copyOf(whole, whole.length / 2), wrongInside)) {
            replace(archive(), damaged);
            Jdk.Result expected = run(home, WITHOUT, "--device", "/nonexistent");
            Jdk.Result result = run(home, Map.of(), "--device", "/nonexistent");
            assertEquals(expected.toString(), result.toString());
            assertFalse(isTaken());
            await();
            run(home, Map.of(), "--device", "/nonexistent");
            assertTrue(isTaken());
        }
    }

    /** As long as its sum is right the JVM gets it, and must say nothing of it. */
    @ParameterizedTest
    @MethodSource("jdks")
    void oneThatTheJvmDoesNotTakeIsPassedOverInSilence(Jdk jdk) throws Exception {
        Path home = home(jdk, "");
        run(home, Map.of(), "--simulate", "power10");
        await();
        Path archive = archive();
        byte[] whole = Files.readAllBytes(archive);
        List<byte[]> wrong =
                new ArrayList<>(List.of("no archive\n".getBytes(), Arrays.copyOf(whole, whole.length / 2)));
        for (Jdk other : jdks()) {
            if (other.version() != jdk.version()) {
                Path otherHome = home(other, "");
                run(otherHome, Map.of(), "--simulate", "power10");
                await();
                Path foreign = files().stream()
                        .filter(file -> file.getParent().toString().endsWith("jdk-" + other.version()))
                        .findFirst()
                        .orElseThrow();
                wrong.add(Files.readAllBytes(foreign));
            }
        }
        for (byte[] content : wrong) {
            replace(archive, content);
            bash(home, "cksum '" + archive + "' >'" + archive + ".sum'");
            assertSameAsWithout(home);
            assertFalse(isTaken());
        }
    }

    /** One that is mapped must not be written to. */
    private static void replace(Path file, byte[] content) throws IOException {
        Files.delete(file);
        Files.write(file, content);
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void whatCannotBeMadeIsTriedOnce(Jdk jdk) throws Exception {
        Path count = directory.resolve("count");
        Path home = home(jdk, "[[ $* != *Rehearsal* ]] || { echo tried >>'" + count + "'; exit 1; }");
        assertSameAsWithout(home);
        assertSameAsWithout(home);
        assertEquals("tried\n", Files.readString(count));
        List<Path> files = files();
        assertEquals(1, files.size(), files.toString());
        assertEquals(0, Files.size(files.get(0)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"archives", "archives.lock"})
    void wherePlaceIsTakenNoneIsMade(String name) throws Exception {
        Path home = home(Jdk.newest(), "");
        Path taken = checkout.resolve("cli/target").resolve(name);
        if (name.equals("archives")) {
            Files.createFile(taken);
        } else {
            Files.createDirectory(taken);
        }
        assertSameAsWithout(home);
        assertEquals(List.of(), files());
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void anotherJvmInItsPlaceOrAnotherBuildReplacesIt(Jdk jdk) throws Exception {
        Path home = home(jdk, "");
        run(home, Map.of(), "--simulate", "power10");
        await();
        Path first = archive();
        Files.setLastModifiedTime(home.resolve("release"), FileTime.from(Instant.EPOCH));
        run(home, Map.of(), "--simulate", "power10");
        assertFalse(isTaken());
        await();
        assertNotEquals(first, archive());
        run(home, Map.of(), "--simulate", "power10");
        assertTrue(isTaken());
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void whereTheCheckoutIsMovedItIsMadeAnew(Jdk jdk) throws Exception {
        Path home = home(jdk, "");
        run(home, Map.of(), "--simulate", "power10");
        await();
        archive();
        checkout = Files.move(checkout, directory.resolve("moved"));
        archives = checkout.resolve("cli/target/archives");
        run(home, Map.of(), "--simulate", "power10");
        await();
        archive();
        run(home, Map.of(), "--simulate", "power10");
        assertTrue(isTaken());
    }

    @ParameterizedTest
    @ValueSource(strings = {"JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"})
    void whoGivesOptionsToTheJvmGetsItWithTheseAlone(String variable) throws Exception {
        Path home = home(Jdk.newest(), "");
        run(home, Map.of(), "--simulate", "power10");
        await();
        archive();
        for (String options : List.of("-Xshare:off", "-Xmx64m", "-XX:+UseSerialGC")) {
            Jdk.Result result = run(home, Map.of(variable, options), "--simulate", "power10");
            assertEquals(0, result.exitCode, result.toString());
            assertTrue(result.err.contains(options), result.toString());
            assertFalse(isTaken());
        }
    }
}

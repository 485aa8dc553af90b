// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.jdks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CellTest {
    private static final Jars JARS = new Jars(List.of(
            "asm-9.jar",
            "compatcaps-api-1.jar",
            "compatcaps-backend-ffm-1.jar",
            "compatcaps-backend-jna-1.jar",
            "compatcaps-backend-jnr-1.jar",
            "compatcaps-backend-mock-1.jar",
            "jffi-1-native.jar",
            "jna-5.jar",
            "probe.jar",
            "slf4j-api-2.jar"));

    private static List<String> arguments(String jdk, String path, String jars, String access) {
        return new Cell(Architecture.X86_64, new Jdk(jdk), path, jars, access).arguments(JARS, "/m");
    }

    @Test
    void eachBackendHasItsOwnJarsOnly() {
        assertEquals(List.of("compatcaps-api-1.jar", "probe.jar", "slf4j-api-2.jar"), JARS.of("none"));
        assertEquals(
                List.of(
                        "compatcaps-api-1.jar",
                        "compatcaps-backend-jna-1.jar",
                        "jna-5.jar",
                        "probe.jar",
                        "slf4j-api-2.jar"),
                JARS.of("jna"));
        assertEquals(
                List.of(
                        "asm-9.jar",
                        "compatcaps-api-1.jar",
                        "compatcaps-backend-jnr-1.jar",
                        "jffi-1-native.jar",
                        "probe.jar",
                        "slf4j-api-2.jar"),
                JARS.of("jnr"));
        assertEquals(9, JARS.of("all").size());
        assertTrue(JARS.of("mock").contains("compatcaps-backend-mock-1.jar"));
    }

    @Test
    void aJarThatIsMissingIsAnError() {
        assertThrows(IllegalArgumentException.class, () -> new Jars(List.of("probe.jar")));
    }

    @Test
    void onTheClassPath() {
        List<String> arguments = arguments("25", "class", "ffm", "enabled");
        assertEquals("--enable-native-access=ALL-UNNAMED", arguments.get(2));
        assertEquals(
                List.of(
                        "-cp",
                        "/m/compatcaps-api-1.jar:/m/compatcaps-backend-ffm-1.jar:/m/probe.jar:/m/slf4j-api-2.jar",
                        "org.compatcaps.verification.jdks.probe.Probe"),
                arguments.subList(3, arguments.size()));
    }

    @Test
    void onTheModulePathTheCallersAreNamed() {
        assertEquals(
                "--enable-native-access=com.sun.jna",
                arguments("25", "module", "jna", "enabled").get(2));
        assertEquals(
                "--enable-native-access=org.compatcaps.backend.ffm,com.sun.jna,org.jnrproject.jffi",
                arguments("25", "module", "all", "enabled").get(2));
        assertEquals(
                "--illegal-native-access=deny",
                arguments("25", "module", "all", "denied").get(2));
        assertEquals(
                List.of("--illegal-native-access=deny", "--enable-native-access=com.sun.jna"),
                arguments("25", "module", "all", "only-jna").subList(2, 4));
        assertEquals("-p", arguments("25", "module", "all", "default").get(2));
    }

    @Test
    void futureDeniesAllButNativeAccess() {
        assertEquals(
                List.of(
                        "--illegal-native-access=deny",
                        "--enable-native-access=com.sun.jna",
                        "--sun-misc-unsafe-memory-access=deny",
                        "--illegal-final-field-mutation=deny",
                        "-XX:-EnableDynamicAgentLoading",
                        "-p"),
                arguments("28-ea", "module", "jna", "future").subList(2, 8));
        assertEquals(
                8,
                Main.select(Cell.all(Architecture.X86_64), List.of("26-*-future"))
                        .size());
        assertThrows(
                IllegalArgumentException.class,
                () -> Main.select(Cell.all(Architecture.X86_64), List.of("25-*-future")));
    }

    @Test
    void emulatedHostRunsSamples() {
        List<String> names = Cell.all(Architecture.PPC64LE).stream()
                .filter(cell -> cell.jdk.early || cell.jdk.zero)
                .map(Cell::name)
                .toList();
        assertEquals(12, names.size());
        assertTrue(names.containsAll(List.of("28-ea-class-all-future", "25-zero-class-jna-default")), names.toString());
    }

    @Test
    void zeroIsAnotherJvmOfTheSameJdk() {
        assertEquals("-zero", arguments("25-zero", "class", "jna", "default").get(0));
        assertEquals(Architecture.X86_64.java(new Jdk("25")), Architecture.X86_64.java(new Jdk("25-zero")));
        assertThrows(IllegalArgumentException.class, () -> new Jdk("25-one"));
    }

    @Test
    void aPatternThatNamesNoCellIsAnError() {
        List<Cell> all = Cell.all(Architecture.PPC64LE);
        assertEquals(136, all.size());
        assertEquals(
                1,
                Main.select(all, List.of("21-class-none-*", "21-class-none-default"))
                        .size());
        assertThrows(IllegalArgumentException.class, () -> Main.select(all, List.of("17-*")));
    }

    /** The script fetches the JDKs that the cells need. */
    @Test
    void theScriptHasTheSameJdks() throws IOException {
        List<String> lines = new ArrayList<>();
        for (Architecture architecture : Architecture.values()) {
            String jdks = architecture.jdks.stream().map(Jdk::toString).collect(Collectors.joining(" "));
            lines.add((architecture == Architecture.X86_64 ? "readonly x86_jdks=(" : "readonly power_jdks=(") + jdks
                    + ")");
        }
        assertTrue(Files.readAllLines(Path.of("run")).containsAll(lines), lines.toString());
    }
}

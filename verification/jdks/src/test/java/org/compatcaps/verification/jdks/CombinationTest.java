// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.jdks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.compatcaps.verification.powerhost.Plan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CombinationTest {
    private static final Jars JARS = new Jars(List.of(
            "asm.jar",
            "compatcaps-api-1.jar",
            "compatcaps-backend-ffm-1.jar",
            "compatcaps-backend-jna-1.jar",
            "compatcaps-backend-jnr-1.jar",
            "compatcaps-backend-mock-1.jar",
            "jffi-1-native.jar",
            "jna-5.jar",
            "probe.jar",
            "slf4j-api-2.jar"));

    private static List<Combination> select(Architecture architecture, String pattern) {
        return Plan.select(Combination.all(architecture), Combination::name, List.of(pattern));
    }

    @ParameterizedTest
    @CsvSource({
        "none, ''",
        "ffm, compatcaps-backend-ffm-1.jar",
        "jna, compatcaps-backend-jna-1.jar jna-5.jar",
        "jnr, asm.jar compatcaps-backend-jnr-1.jar jffi-1-native.jar",
        "mock, compatcaps-backend-mock-1.jar",
        "all, asm.jar compatcaps-backend-ffm-1.jar compatcaps-backend-jna-1.jar compatcaps-backend-jnr-1.jar"
                + " jffi-1-native.jar jna-5.jar"
    })
    void eachSetHasItsOwnJarsOnly(String jars, String own) {
        List<String> expected = Arrays.stream((own + " compatcaps-api-1.jar probe.jar slf4j-api-2.jar")
                        .trim()
                        .split(" "))
                .sorted()
                .toList();
        assertEquals(expected, JARS.of(jars));
    }

    @ParameterizedTest
    @CsvSource({
        "25-class-none-default, ''",
        "25-class-ffm-enabled, --enable-native-access=ALL-UNNAMED",
        "25-module-jna-enabled, --enable-native-access=com.sun.jna",
        "25-module-all-enabled, '--enable-native-access=org.compatcaps.backend.ffm,com.sun.jna,org.jnrproject.jffi'",
        "25-module-all-denied, --illegal-native-access=deny",
        "25-module-all-only-jna, --illegal-native-access=deny --enable-native-access=com.sun.jna",
        "28-ea-module-jna-future, --illegal-native-access=deny --enable-native-access=com.sun.jna"
                + " --sun-misc-unsafe-memory-access=deny --illegal-final-field-mutation=deny -XX:-EnableDynamicAgentLoading"
    })
    void accessIsMadeOfOptions(String name, String options) {
        String start = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC " + options;
        List<String> arguments = select(Architecture.X86_64, name).get(0).arguments(JARS, "/m");
        assertTrue(String.join(" ", arguments).startsWith(start.trim() + " -"), arguments.toString());
        assertEquals(start.trim().split(" ").length + (name.contains("module") ? 4 : 3), arguments.size());
    }

    @Test
    void emulatedHostRunsSamplesOfSomeJdks() {
        List<Combination> all = Combination.all(Architecture.PPC64LE);
        assertEquals(136, all.size());
        assertEquals(
                12,
                all.stream()
                        .filter(one -> one.jdk().early() || one.jdk().zero())
                        .count());
        assertEquals(1, select(Architecture.PPC64LE, "28-ea-class-all-future").size());
        assertEquals(
                1, select(Architecture.PPC64LE, "25-zero-class-jna-default").size());
    }

    @Test
    void onlyNewJdksShowTheFuture() {
        assertEquals(8, select(Architecture.X86_64, "26-*-future").size());
        assertThrows(IllegalArgumentException.class, () -> select(Architecture.X86_64, "25-*-future"));
    }

    /** The script fetches the JDKs of the combinations. */
    @Test
    void scriptHasTheSameJdks() throws Exception {
        String script = Files.readString(Path.of("run"));
        for (Architecture architecture : Architecture.values()) {
            String jdks = architecture.jdks.stream().map(Jdk::name).collect(Collectors.joining(" "));
            assertTrue(script.contains("_jdks=(" + jdks + ")\n"), jdks);
        }
    }
}

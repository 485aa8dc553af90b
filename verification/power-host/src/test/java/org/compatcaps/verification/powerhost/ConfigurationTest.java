// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.powerhost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.compatcaps.verification.ioctlcases.HostKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationTest {
    private static final String ANSWER =
            "p\tpseries\tpower10\t-\tv1\tyes\tv1\t0\tPOWER9,POWER10\t0x6000000000000000\tv1\t-";
    private static final String REFUSAL =
            "b\tpowernv10\tpower10\t-device x -device y\tnone\t-\t-\t3\t-\t-\t-\tpartition";

    @TempDir
    Path directory;

    @Test
    void readsAnAnswerAndARefusal() throws IOException {
        List<Configuration> read = read("# comment\n\n" + ANSWER + "\n" + REFUSAL + "\n");

        Configuration answer = read.get(0);
        assertEquals("p", answer.name);
        assertEquals("pseries,cap-nested-hv=on", answer.machine);
        assertEquals("power10", answer.cpu);
        assertEquals(List.of(), answer.devices);
        assertTrue(answer.traced);
        assertEquals(Optional.of(HostKind.V1), answer.cases);
        assertTrue(answer.answers());
        assertEquals(List.of("POWER9", "POWER10"), answer.modes);
        assertEquals("0x6000000000000000", answer.bitmap);
        assertEquals("v1", answer.nestedApi);

        Configuration refusal = read.get(1);
        assertEquals("powernv10", refusal.machine);
        assertEquals(List.of("-device", "x", "-device", "y"), refusal.devices);
        assertFalse(refusal.traced);
        assertEquals(Optional.empty(), refusal.cases);
        assertFalse(refusal.answers());
        assertEquals(3, refusal.exitStatus);
        assertEquals("partition", refusal.stderr);
        assertEquals(2, read.size());
    }

    @Test
    void nestedApiTwoIsAnotherCapability() throws IOException {
        assertEquals(
                "pseries,cap-nested-papr=on",
                read(ANSWER.replace("\tv1\tyes", "\tv2\tyes")).get(0).machine);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "# only a comment",
                ANSWER + "\textra",
                "p\tpseries\tpower10",
                ANSWER + "\n" + ANSWER,
                "p\tpseries\tpower10\t-\tv3\t-\t-\t0\tPOWER9\t0x4000000000000000\tv1\t-",
                "p\tpseries\tpower10\t-\tv1\tno\t-\t0\tPOWER9\t0x4000000000000000\tv1\t-",
                "p\tpseries\tpower10\t-\tv1\t-\tv3\t0\tPOWER9\t0x4000000000000000\tv1\t-",
                "p\tpseries\tpower10\t-\tv1\t-\tfirst-posted\t0\tPOWER9\t0x4000000000000000\tv1\t-",
                "p\tpseries\tpower10\t-\tv1\t-\t-\tzero\tPOWER9\t0x4000000000000000\tv1\t-",
                "p\tpseries\tpower10\t-\tv1\t-\t-\t0\tPOWER9\t0x4\tv1\t-",
                "p\tpseries\tpower10\t-\tv1\t-\t-\t0\t-\t0x4000000000000000\tv1\t-",
                "p\tpseries\tpower10\t-\tnone\t-\t-\t3\t-\t-\t-\t-",
            })
    void rejectsAWrongFile(String content) {
        assertThrows(IOException.class, () -> read(content));
    }

    @Test
    void theFileOfTheRigNamesAllBoots() throws IOException {
        List<Configuration> configurations = Configuration.read(Path.of("expected.tsv"));

        assertEquals(14, configurations.size());
        assertEquals(12, configurations.stream().filter(Configuration::answers).count());
        assertEquals(
                List.of("power10-v1"),
                configurations.stream()
                        .filter(configuration -> configuration.traced)
                        .map(configuration -> configuration.name)
                        .collect(Collectors.toList()));
        assertEquals(
                EnumSet.complementOf(EnumSet.of(HostKind.FIRST_POSTED)),
                configurations.stream()
                        .flatMap(configuration -> configuration.cases.stream())
                        .collect(Collectors.toSet()));
        for (Configuration configuration : configurations) {
            long bits = 0;
            for (String mode : configuration.modes) {
                bits |= Long.MIN_VALUE >>> (Integer.parseInt(mode.substring("POWER".length())) - 8);
            }
            String word = configuration.answers() ? String.format("0x%016x", bits) : "";
            assertEquals(word, configuration.bitmap, configuration.name);
        }
    }

    @Test
    void selectsByNameAndGlobInTheOrderAskedFor() throws IOException {
        List<Configuration> all = Configuration.read(Path.of("expected.tsv"));

        assertEquals(all, Main.select(all, List.of()));
        assertEquals(
                List.of("bare-metal", "power9-v1", "power9-v2"),
                Main.select(all, List.of("bare-metal", "power9-*")).stream()
                        .map(configuration -> configuration.name)
                        .collect(Collectors.toList()));
        IllegalArgumentException wrong =
                assertThrows(IllegalArgumentException.class, () -> Main.select(all, List.of("power9-*", "power8")));
        assertTrue(
                wrong.getMessage().contains("power8") && wrong.getMessage().contains("power9-v1"), wrong::getMessage);
    }

    private List<Configuration> read(String content) throws IOException {
        Path file = directory.resolve("expected.tsv");
        Files.write(file, content.getBytes(StandardCharsets.UTF_8));
        return Configuration.read(file);
    }
}

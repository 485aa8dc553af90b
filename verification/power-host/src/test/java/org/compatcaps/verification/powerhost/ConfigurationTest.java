// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.powerhost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Collectors;
import org.compatcaps.verification.ioctlcases.HostKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationTest {
    @Test
    void fileNamesAllBoots() throws IOException {
        List<Configuration> all = Configuration.read(Path.of("expected.tsv"));

        assertEquals(14, all.size(), "boots in expected.tsv");
        assertEquals(12, all.stream().filter(Configuration::answers).count(), "boots that answer");
        assertEquals(
                List.of("power10-v1"),
                names(all.stream().filter(Configuration::traced).toList()));
        assertEquals(
                EnumSet.complementOf(EnumSet.of(HostKind.FIRST_POSTED)),
                all.stream().flatMap(one -> one.cases().stream()).collect(Collectors.toSet()));
        // An empty text would be found in every output.
        assertTrue(all.stream().allMatch(one -> one.answers() || one.stderr().length() > 10));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "# only a comment",
                "p\tpseries\tpower10\t-\tv3\t-\t-\t0\tPOWER9\t0x4000000000000000\tv1\t-",
                "p\tpseries\tpower10\t-\tv1\t-\tv3\t0\tPOWER9\t0x4000000000000000\tv1\t-",
            })
    void wrongFileIsRejected(String content, @TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("expected.tsv"), content);

        assertThrows(IOException.class, () -> Configuration.read(file));
    }

    @Test
    void patternsSelectInTheirOrder() throws IOException {
        List<Configuration> all = Configuration.read(Path.of("expected.tsv"));

        assertEquals(all, Main.select(all, List.of()));
        assertEquals(
                List.of("bare-metal", "power9-v1", "power9-v2"),
                names(Main.select(all, List.of("bare-metal", "power9-*", "power9-v1"))));
        IllegalArgumentException wrong =
                assertThrows(IllegalArgumentException.class, () -> Main.select(all, List.of("power9-*", "power8")));
        assertTrue(
                wrong.getMessage().contains("power8") && wrong.getMessage().contains("power9-v1"), wrong::getMessage);
    }

    private static List<String> names(List<Configuration> configurations) {
        return configurations.stream().map(Configuration::name).toList();
    }
}

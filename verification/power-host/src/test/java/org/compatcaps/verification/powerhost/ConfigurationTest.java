// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.powerhost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Collectors;
import org.compatcaps.verification.ioctlcases.HostKind;
import org.junit.jupiter.api.Test;

class ConfigurationTest {
    @Test
    void someBootRunsTheCasesOfEachKindOfHost() throws IOException {
        List<Configuration> all = Configuration.read(Path.of("expected.tsv"));

        assertEquals(
                EnumSet.complementOf(EnumSet.of(HostKind.FIRST_POSTED)),
                all.stream().flatMap(one -> one.cases().stream()).collect(Collectors.toSet()));
        assertTrue(all.stream().anyMatch(Configuration::traced));
        // An empty text would be found in every output.
        assertTrue(all.stream().allMatch(one -> one.answers() || one.stderr().length() > 10));
    }

    @Test
    void patternThatNamesNoBootIsRefused() throws IOException {
        List<Configuration> all = Configuration.read(Path.of("expected.tsv"));

        List<String> patterns = List.of("power9-*", "power8");
        assertThrows(IllegalArgumentException.class, () -> Plan.select(all, Configuration::name, patterns));
    }
}

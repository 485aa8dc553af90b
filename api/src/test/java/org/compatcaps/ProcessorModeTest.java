// SPDX-License-Identifier: Apache-2.0
package org.compatcaps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessorModeTest {

    @ParameterizedTest
    @CsvSource({
        "power9, POWER9",
        "POWER9, POWER9",
        "Power11, POWER11",
        "' power10\t', POWER10",
        "0x0f000005, POWER9",
        "0x0F000006, POWER10"
    })
    void parseAcceptsNamesAndLogicalPvrs(String text, ProcessorMode mode) {
        assertEquals(mode, ProcessorMode.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "power", "power8", "power99", "POWER9 (architected)", "0x0f000004", "0f000005", "9"})
    void parseRejectsEverythingElse(String text) {
        assertEquals(
                "'" + text + "' is not a processor mode. Use power9, power10 or power11, or a logical PVR such as"
                        + " 0x0f000005.",
                assertThrows(IllegalArgumentException.class, () -> ProcessorMode.parse(text))
                        .getMessage());
    }

    /** Arabic has its own digits, and Turkish has an i without a dot. */
    @ParameterizedTest
    @ValueSource(strings = {"ar-EG-u-nu-arab", "tr-TR"})
    void namesDoNotDependOnTheLocale(String locale) {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag(locale));
        try {
            assertEquals(ProcessorMode.POWER11, ProcessorMode.parse("0x0f000007"));
            CompatCaps caps = CompatCaps.of(ProcessorMode.POWER9);
            assertEquals("0x4000000000000000", caps.toMap().get("bitmap"));
            assertEquals(caps, CompatCaps.parse(caps.toText()));
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void ofPartitionReadsTheDeviceTree(@TempDir Path directory) throws IOException {
        assertThrows(NoSuchFileException.class, () -> ProcessorMode.ofPartition(directory.resolve("missing")));
        DeviceTreeFiles tree = new DeviceTreeFiles(directory);
        tree.cpu(0, 0x0f000006);
        assertEquals(ProcessorMode.POWER10, ProcessorMode.ofPartition(directory));
        tree.cpu(8, 0x0f000007);
        assertThrows(IOException.class, () -> ProcessorMode.ofPartition(directory));
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.advice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelectionTest {
    private static Selection select(String... patterns) throws IOException {
        return new Selection(Path.of(""), List.of(patterns));
    }

    private static List<String> hosts(String... patterns) throws IOException {
        return select(patterns).hosts.stream().map(Host::name).toList();
    }

    @Test
    void noPatternSelectsEverything() throws IOException {
        assertEquals(Host.read(Path.of("hosts.tsv")).size(), select().hosts.size());
        assertEquals(Move.read(Path.of("moves.tsv")).size(), select().moves.size());
        assertEquals(
                Change.read(Path.of("changes.tsv")).size(), select().changes.size());
    }

    @Test
    void moveSelectsItsSource() throws IOException {
        assertEquals(List.of("power11-v1"), hosts("power11-to-power9-in-power9"));
        assertEquals(List.of("power10-v1", "power11-v1"), hosts("power11-to-power9-in-power9", "power10-v1"));
        assertEquals(List.of(), select("power10-v1").moves);
    }

    @Test
    void changesSelectOneBootOfTheirHost() throws IOException {
        assertEquals(List.of("power10-v1"), select("v1-*").changedHosts());
        assertEquals(List.of(), hosts("v1-*"));
    }

    @Test
    void unknownNameIsRejected() {
        assertThrows(IllegalArgumentException.class, () -> select("power8*"));
    }

    @Test
    void movesAreBetweenHostsThatStartGuests() throws IOException {
        Selection all = select();
        for (Move move : all.moves) {
            assertTrue(all.host(move.source()).startsGuests(), move.name());
            assertTrue(all.host(move.target()).startsGuests(), move.name());
        }
    }

    @Test
    void restoredGuestSelectsTheHostThatSavesIt() throws IOException {
        Selection selection = select("libvirt-power9-restored");
        assertEquals(
                List.of("libvirt-power11", "libvirt-power9-restored"),
                selection.libvirtHosts.stream().map(LibvirtHost::name).toList());
        assertEquals(List.of(), selection.hosts);
    }

    /** A row that is wrong in one column. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "hosts.tsv; a pseries power10 - gone POWER9 POWER9 - - ok ok",
                "moves.tsv; a x power9 idle y power9 refused",
                "changes.tsv; a x moved POWER9 ok -",
                "libvirt.tsv; a power9-v1 new - host-model hung ok -",
                "libvirt.tsv; a power8 old - host-model hung ok -",
            })
    void invalidRowIsRejected(String file, String row, @TempDir Path directory) throws IOException {
        for (String name : List.of("hosts.tsv", "moves.tsv", "changes.tsv", "libvirt.tsv")) {
            Files.copy(Path.of(name), directory.resolve(name));
        }
        new Selection(directory, List.of());
        Files.writeString(directory.resolve(file), row.replace(' ', '\t') + "\n", StandardOpenOption.APPEND);
        assertThrows(IOException.class, () -> new Selection(directory, List.of()));
    }

    @Test
    void guestThatIsBothStoppedAndRunningIsRejected(@TempDir Path directory) throws IOException {
        String row = "a\tx\tpower9\tstopped\ty\tpower9\trefused\n";
        Path file = Files.writeString(
                directory.resolve("moves.tsv"), row + row.replace("a\t", "b\t").replace("stopped", "running"));
        assertThrows(IOException.class, () -> Move.read(file));
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.advice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SelectionTest {
    private static Selection select(String... patterns) throws IOException {
        return new Selection(Path.of(""), List.of(patterns));
    }

    private static List<String> hosts(String... patterns) throws IOException {
        return select(patterns).hosts.stream().map(host -> host.name).collect(Collectors.toList());
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
            assertTrue(all.host(move.source).startsGuests(), move.name);
            assertTrue(all.host(move.target).startsGuests(), move.name);
        }
    }
}

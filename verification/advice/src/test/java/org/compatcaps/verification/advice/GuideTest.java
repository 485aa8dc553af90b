// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.advice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.compatcaps.ProcessorMode;
import org.junit.jupiter.api.Test;

class GuideTest {
    private static final String END = "<!-- End of what was made. -->\n";

    /** Without names everything is selected: the guide has all rows. */
    private final Selection selection;

    GuideTest() throws IOException {
        selection = new Selection(Path.of(""), List.of());
    }

    /** A run compares guests with the SDK's answers and the file of hosts; this test compares the file with the guide. */
    @Test
    void tableMatchesFileOfHosts() throws IOException {
        List<List<String>> rows = rows("v1");
        assertEquals(6, rows.size());
        assertEquals(made("hosts.tsv"), HostTables.guestTable(rows).strip());
    }

    /** The same for guests that move. */
    @Test
    void tableMatchesFileOfMoves() throws IOException {
        List<List<String>> rows = new ArrayList<>();
        for (Move move : selection.moves) {
            Host source = selection.host(move.source());
            Host target = selection.host(move.target());
            List<String> common = new ArrayList<>(List.of(source.answer().split(",")));
            common.retainAll(List.of(target.answer().split(",")));
            rows.add(
                    MoveTable.row(move, source, target, String.join(", ", common), MoveTable.describe(move.outcome())));
        }
        assertEquals(made("moves.tsv"), MoveTable.table(rows).strip());
    }

    /** Returns the table that is made from a file. */
    private static String made(String file) throws IOException {
        String guide = Files.readString(Path.of("../../docs/guide/guests.md"));
        String begin = "<!-- Made by verification/advice/run from " + file + ", not by hand. -->\n";
        int start = guide.indexOf(begin) + begin.length();
        return guide.substring(start, guide.indexOf(END, start)).strip();
    }

    @Test
    void cellsAreTheSameUnderNestedApiV2() throws IOException {
        assertEquals(rows("v1"), rows("v2"));
        String guide = Files.readString(Path.of("../../docs/guide/guests.md"));
        assertTrue(guide.contains("Under v2 all 24 outcomes are the same as in the table."));
    }

    private List<List<String>> rows(String nestedApi) {
        List<List<String>> rows = new ArrayList<>();
        for (Host host : selection.hosts) {
            if (host.startsGuests() && host.nestedApi().equals(nestedApi)) {
                rows.add(row(host));
            }
        }
        return rows;
    }

    @Test
    void tableMatchesFileOfHostsWithLibvirt() throws IOException {
        List<List<String>> rows = new ArrayList<>();
        for (LibvirtHost host : selection.libvirtHosts) {
            List<String> row =
                    new ArrayList<>(List.of(host.host().title(), host.versions(), host.reports(), host.setting()));
            row.addAll(!host.restores() ? row(host.host()).subList(2, 5) : List.of(LibvirtTable.RESTORED, "-", "-"));
            row.replaceAll(cell -> cell.equals(Outcome.REFUSED) ? "-" : cell);
            row.add(host.alone());
            rows.add(row);
        }
        assertEquals(made("libvirt.tsv"), LibvirtTable.table(rows).strip());
    }

    private static List<String> row(Host host) {
        List<String> modes = Arrays.asList(host.answer().split(","));
        List<String> row = new ArrayList<>(List.of(host.title(), String.join(", ", modes)));
        for (String mode : HostTables.MODES) {
            ProcessorMode setting = ProcessorMode.valueOf(mode.toUpperCase(Locale.ROOT));
            row.add(modes.contains(setting.name()) ? setting.guestCpuName() : Outcome.REFUSED);
        }
        row.add(host.without());
        return row;
    }
}

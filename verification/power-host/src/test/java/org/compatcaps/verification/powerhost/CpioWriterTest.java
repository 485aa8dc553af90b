// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.powerhost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CpioWriterTest {
    @TempDir
    Path directory;

    @Test
    void entriesCanBeReadBack() throws IOException {
        Path source = directory.resolve("source");
        Files.write(source, "five!".getBytes(StandardCharsets.US_ASCII));
        Files.setLastModifiedTime(source, FileTime.fromMillis(1_700_000_000_999L));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (CpioWriter cpio = new CpioWriter(bytes)) {
            cpio.directory("dev");
            cpio.characterDevice("dev/console", 5, 1);
            cpio.file("init", true, new byte[] {'#', '!', '\n'});
            cpio.file("a/five", false, source);
            cpio.symbolicLink("lib", "usr/lib");
            cpio.file("empty", false, new byte[0]);
        }

        List<String> entries = read(bytes.toByteArray());

        assertEquals(
                List.of(
                        "dev 040755 0 0:0 []",
                        "dev/console 020600 0 5:1 []",
                        "init 0100755 0 0:0 [#!\n]",
                        "a/five 0100644 1700000000 0:0 [five!]",
                        "lib 0120777 0 0:0 [usr/lib]",
                        "empty 0100644 0 0:0 []",
                        "TRAILER!!! 00 0 0:0 []"),
                entries);
    }

    @Test
    void everyEntryHasAnInodeOfItsOwn() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (CpioWriter cpio = new CpioWriter(bytes)) {
            cpio.file("a", false, new byte[1]);
            cpio.file("b", false, new byte[1]);
        }
        String archive = bytes.toString(StandardCharsets.US_ASCII);
        int second = archive.indexOf("070701", 6);
        assertTrue(second > 0);
        assertTrue(!archive.substring(6, 14).equals(archive.substring(second + 6, second + 14)), archive);
    }

    /** Reads an archive by the rules of the kernel's documentation, independently of the writer. */
    private static List<String> read(byte[] archive) {
        List<String> entries = new ArrayList<>();
        int at = 0;
        while (at < archive.length) {
            assertEquals(0, at % 4, "headers are aligned to four bytes");
            assertEquals("070701", text(archive, at, 6));
            int mode = field(archive, at, 1);
            int mtime = field(archive, at, 5);
            int size = field(archive, at, 6);
            int nameSize = field(archive, at, 11);
            assertEquals(0, field(archive, at, 2), "owner");
            String name = text(archive, at + 110, nameSize - 1);
            assertEquals(0, archive[at + 110 + nameSize - 1], "names end with a zero byte");
            int content = at + 110 + nameSize + (4 - (110 + nameSize) % 4) % 4;
            entries.add(name + " 0" + Integer.toOctalString(mode) + " " + mtime + " " + field(archive, at, 9) + ":"
                    + field(archive, at, 10) + " [" + text(archive, content, size) + "]");
            at = content + size + (4 - size % 4) % 4;
        }
        assertEquals(archive.length, at);
        return entries;
    }

    private static int field(byte[] archive, int header, int index) {
        return Integer.parseInt(text(archive, header + 6 + 8 * index, 8), 16);
    }

    private static String text(byte[] archive, int from, int length) {
        return new String(Arrays.copyOfRange(archive, from, from + length), StandardCharsets.US_ASCII);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFileTest {

    @TempDir
    Path directory;

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.collect(Collectors.toList());
        }
    }

    @Test
    void newFileIsWritten() throws IOException {
        Path file = directory.resolve("a.prom");
        OutputFile.replace(file, "ä\n");
        assertEquals("ä\n", Files.readString(file, StandardCharsets.UTF_8));
        assertEquals(List.of(file), files());
    }

    /** A reader that has opened the file keeps the old text. */
    @Test
    void openFileKeepsTheOldText() throws IOException {
        Path file = Files.writeString(directory.resolve("a.prom"), "old and long\n");
        try (FileChannel reader = FileChannel.open(file)) {
            OutputFile.replace(file, "new\n");
            ByteBuffer bytes = ByteBuffer.allocate(100);
            reader.read(bytes);
            assertEquals("old and long\n", new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8));
        }
        assertEquals("new\n", Files.readString(file));
        assertEquals(List.of(file), files());
    }

    @Test
    void directoryIsNotReplaced() throws IOException {
        Path other = Files.createDirectory(directory.resolve("directory"));
        InputException e = assertThrows(InputException.class, () -> OutputFile.replace(other, "new"));
        assertTrue(e.getMessage().endsWith("cannot be replaced, because it is not a file"), e.getMessage());
        assertEquals(List.of(other), files());
    }

    @Test
    void targetOfALinkIsReplaced() throws IOException {
        Path file = Files.writeString(directory.resolve("a.prom"), "old\n");
        Path link = Files.createSymbolicLink(directory.resolve("link"), file);
        OutputFile.replace(link, "new\n");
        assertTrue(Files.isSymbolicLink(link));
        assertEquals("new\n", Files.readString(file));
        Files.delete(file);
        InputException e = assertThrows(InputException.class, () -> OutputFile.replace(link, "new"));
        assertTrue(e.getMessage().endsWith("a broken link"), e.getMessage());
        assertEquals(List.of(link), files());
    }

    @Test
    void permissionsAreKept() throws IOException {
        Path file = Files.writeString(directory.resolve("a.prom"), "old\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        OutputFile.replace(file, "new\n");
        assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    @Test
    void missingDirectoryIsReported() {
        InputException e =
                assertThrows(InputException.class, () -> OutputFile.replace(directory.resolve("no/file"), "new"));
        assertTrue(
                e.getMessage()
                        .endsWith("cannot be written: the directory " + directory.resolve("no") + " does not exist"),
                e.getMessage());
    }
}

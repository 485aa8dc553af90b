// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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
        OutputFile.write(file, "ä\n");
        assertEquals("ä\n", Files.readString(file, StandardCharsets.UTF_8));
        assertEquals(List.of(file), files());
    }

    /** A reader that has opened the file keeps the old text. */
    @Test
    void openFileKeepsTheOldText() throws IOException {
        Path file = Files.writeString(directory.resolve("a.prom"), "old and long\n");
        try (FileChannel reader = FileChannel.open(file)) {
            OutputFile.write(file, "new\n");
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
        InputException e = assertThrows(InputException.class, () -> OutputFile.write(other, "new"));
        assertTrue(e.getMessage().endsWith(": it is a directory."), e.getMessage());
        assertEquals(List.of(other), files());
    }

    @Test
    void targetOfALinkIsReplaced() throws IOException {
        Path file = Files.writeString(directory.resolve("a.prom"), "old\n");
        Path link = Files.createSymbolicLink(directory.resolve("link"), file);
        OutputFile.write(link, "new\n");
        assertTrue(Files.isSymbolicLink(link));
        assertEquals("new\n", Files.readString(file));
        Files.delete(file);
        OutputFile.write(link, "new again\n");
        assertTrue(Files.isSymbolicLink(link));
        assertEquals("new again\n", Files.readString(file));
    }

    @Test
    void permissionsAreKept() throws IOException {
        Path file = Files.writeString(directory.resolve("a.prom"), "old\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        OutputFile.write(file, "new\n");
        assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    @Test
    void missingDirectoryIsReported() {
        InputException e =
                assertThrows(InputException.class, () -> OutputFile.write(directory.resolve("no/file"), "new"));
        assertTrue(
                e.getMessage().endsWith(": the directory " + directory.resolve("no") + " does not exist."),
                e.getMessage());
    }

    /** The name has the maximum length, so the temporary name must not be longer. */
    @Test
    void longNameIsWritten() throws IOException {
        Path file = directory.resolve("x".repeat(255));
        OutputFile.write(file, "new\n");
        OutputFile.write(file, "newer\n");
        assertEquals("newer\n", Files.readString(file));
        assertEquals(List.of(file), files());
    }

    @Test
    void ownerAndGroupAreKept() throws Exception {
        Path file = Files.writeString(directory.resolve("own.prom"), "old\n");
        run("chown", "12345:12399", file.toString());
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        Object inode = Files.getAttribute(file, "unix:ino");
        OutputFile.write(file, "new\n");
        assertEquals("new\n", Files.readString(file));
        assertNotEquals(inode, Files.getAttribute(file, "unix:ino"), "not replaced as a whole");
        assertEquals(12345, Files.getAttribute(file, "unix:uid"));
        assertEquals(12399, Files.getAttribute(file, "unix:gid"));
        assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    @Test
    void accessControlListIsKept() throws Exception {
        Path file = Files.writeString(directory.resolve("own.prom"), "old\n");
        run("setfacl", "-m", "u:12345:r,g:12399:rw,m:r", file.toString());
        String before = run("getfacl", "-p", file.toString());
        assertTrue(before.contains("user:12345:r--"), before);
        OutputFile.write(file, "new\n");
        assertEquals(before, run("getfacl", "-p", file.toString()));
        assertEquals("new\n", Files.readString(file));
    }

    @Test
    void readOnlyFileIsReplaced() throws IOException {
        Path file = Files.writeString(directory.resolve("a.prom"), "old\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
        OutputFile.write(file, "new\n");
        assertEquals("new\n", Files.readString(file));
        assertEquals("r--r--r--", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    @Test
    void loopOfLinksIsReported() throws IOException {
        Path link = Files.createSymbolicLink(directory.resolve("link"), Path.of("link"));
        InputException e = assertThrows(InputException.class, () -> OutputFile.write(link, "new"));
        assertEquals("Cannot write " + link + ": it is a loop of symbolic links.", e.getMessage());
    }

    private static String run(String... command) throws Exception {
        Jdk.Result result;
        try {
            result = Jdk.run(List.of(command));
        } catch (IOException e) {
            assumeTrue(false, "needs the command " + command[0] + ": " + e.getMessage());
            throw e;
        }
        assumeTrue(!result.err.contains("Operation not permitted"), "only root can do this: " + result.inOneLine());
        assumeTrue(!result.err.contains("Operation not supported"), "needs a file system with access control lists");
        assertEquals(0, result.exitCode, result.toString());
        return result.out;
    }
}

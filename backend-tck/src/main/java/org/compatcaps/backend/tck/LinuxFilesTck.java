// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.backend.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The tests of {@link LinuxSystemCallsTck} for {@code open} and {@code close}.
 *
 * <p>The only class of this module that reads system properties: {@code os.name}, {@code os.arch}, {@code os.version} and
 * {@code sun.jnu.encoding}.
 */
abstract class LinuxFilesTck extends SystemCallsTck {

    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    /** In bytes: a file name, and a path with its terminating NUL at most. See {@code include/uapi/linux/limits.h}. */
    private static final int NAME_MAX = 255;

    private static final int PATH_MAX = 4096;

    @TempDir
    Path directory;

    @BeforeEach
    final void onLinux() {
        assumeTrue(System.getProperty("os.name").equals("Linux"), "the kernel under this JVM is not Linux");
    }

    final Path fileOf(int size) throws IOException {
        Path path = directory.resolve("file-of-" + size);
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(size);
        }
        return path;
    }

    final int opened(Path path) {
        return opened(path.toString());
    }

    final int available(int fd) {
        ByteBuffer answer = structure(4);
        assertEquals(0, calls().ioctl(fd, linux().fionread, answer));
        return answer.getInt(0);
    }

    final void close(int fd) {
        assertEquals(0, calls().close(fd));
    }

    /** Searches the open descriptors for the file, not for the number, because another thread may reuse the number at once. */
    private static boolean isOpen(Path file) throws IOException {
        String target = file.toRealPath().toString();
        try (DirectoryStream<Path> listing = Files.newDirectoryStream(DESCRIPTORS)) {
            for (Path descriptor : listing) {
                try {
                    if (Files.readSymbolicLink(descriptor).toString().equals(target)) {
                        return true;
                    }
                } catch (NoSuchFileException e) {
                    // Another thread closed it after the listing.
                }
            }
        }
        return false;
    }

    /** Returns the flags of a descriptor as the kernel has them, including O_CLOEXEC. */
    static int flagsOf(int fd) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/fdinfo", Integer.toString(fd)))) {
            if (line.startsWith("flags:")) {
                return Integer.parseInt(line.substring("flags:".length()).trim(), 8);
            }
        }
        return fail("no flags of descriptor " + fd);
    }

    @Test
    void callsGoToTheKernelUnderThisJvm() {
        assertEquals(System.getProperty("os.arch"), calls().architecture());
        assertEquals(System.getProperty("os.version"), calls().kernelRelease());
    }

    @Test
    void flagsOfOpenReachTheKernelUnchanged() throws IOException {
        String file = fileOf(1).toString();
        int inherited = open(file, Linux.O_RDWR);
        int notInherited = open(file, Linux.O_RDWR | Linux.O_CLOEXEC);
        int readOnly = open(file, Linux.O_RDONLY | Linux.O_CLOEXEC);
        int interesting = Linux.O_CLOEXEC | Linux.O_RDWR;
        assertEquals(Linux.O_RDWR, flagsOf(inherited) & interesting);
        assertEquals(Linux.O_RDWR | Linux.O_CLOEXEC, flagsOf(notInherited) & interesting);
        assertEquals(Linux.O_CLOEXEC, flagsOf(readOnly) & interesting);
        close(inherited);
        close(notInherited);
        close(readOnly);
    }

    @Test
    void closeReleasesTheDescriptor() throws IOException {
        Path file = fileOf(1);
        int fd = opened(file);
        assertTrue(isOpen(file));
        close(fd);
        assertFalse(isOpen(file));
    }

    @Test
    void openReturnsItsErrno() throws IOException {
        Path loop = Files.createSymbolicLink(directory.resolve("loop"), Path.of("loop"));
        assertEquals(-Linux.ENOENT, open(directory.resolve("missing").toString(), Linux.O_RDWR));
        assertEquals(-Linux.ENOENT, open("", Linux.O_RDWR));
        assertEquals(-Linux.ENOTDIR, open(fileOf(1).resolve("below").toString(), Linux.O_RDWR));
        assertEquals(-Linux.EISDIR, open(directory.toString(), Linux.O_RDWR));
        assertEquals(-Linux.ELOOP, open(loop.toString(), Linux.O_RDWR));
    }

    @Test
    void forbiddenFileFailsWithEacces() throws IOException {
        Path forbidden = Files.createFile(directory.resolve("forbidden"));
        Files.setPosixFilePermissions(forbidden, PosixFilePermissions.fromString("---------"));
        if (Files.isWritable(forbidden)) {
            // Root may open any file, except for one like this, which nobody may write.
            forbidden = Path.of("/proc/sys/kernel/ostype");
            assumeTrue(
                    Files.exists(forbidden),
                    "this process can open every file, and the file that even root cannot write is missing: "
                            + forbidden);
        }
        assertEquals(-Linux.EACCES, open(forbidden.toString(), Linux.O_RDWR));
    }

    @Test
    void pathsUpToTheLongestAreOpened() throws IOException {
        Path longestName = directory.resolve("x".repeat(NAME_MAX));
        Files.write(longestName, new byte[7]);
        int fd = opened(longestName);
        assertEquals(7, available(fd));
        close(fd);
        assertEquals(-Linux.ENAMETOOLONG, open(longestName + "x", Linux.O_RDWR));

        StringBuilder path = new StringBuilder(fileOf(5).toString());
        while (path.length() < PATH_MAX - 1) {
            path.insert(0, '/');
        }
        fd = opened(path.toString());
        assertEquals(5, available(fd));
        close(fd);
        assertEquals(-Linux.ENAMETOOLONG, open("/" + path, Linux.O_RDWR));
        assertEquals(-Linux.ENAMETOOLONG, open("/".repeat(100_000), Linux.O_RDWR));
    }

    @Test
    void namesBeyondAsciiAreOpened() throws IOException {
        assumeTrue(
                "UTF-8".equals(System.getProperty("sun.jnu.encoding")),
                "this JVM does not encode file names in UTF-8 (set LANG=C.UTF-8)");
        for (String name : new String[] {"caf\u00e9", "\u20ac", "\u65e5\u672c", "\ud83d\ude00"}) {
            int fd = opened(Files.write(directory.resolve(name), new byte[3]));
            assertEquals(3, available(fd));
            close(fd);
        }
    }

    @Test
    void failedCallsLeaveNothingOpen() throws IOException {
        Path file = fileOf(1);
        close(opened(file));
        for (int i = 0; i < 200; i++) {
            int fd = opened(file);
            open(file.resolve("below").toString(), Linux.O_RDWR);
            calls().ioctl(fd, linux().kvmPpcGetCompatCaps, structure(24));
            calls().ioctl(fd, linux().kvmPpcGetCompatCaps, 0);
            close(fd);
        }
        assertFalse(isOpen(file));
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.powerhost;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.cpio.CpioArchiveEntry;
import org.apache.commons.compress.archivers.cpio.CpioArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InitramfsTest {
    @TempDir
    Path directory;

    @Test
    void holdsTheFilesThatTheGuestNeeds() throws IOException {
        Path java = Path.of("guest/usr/lib/jvm/java-25");
        Path busybox = write("guest/usr/bin/busybox");
        assertTrue(busybox.toFile().setExecutable(true));
        write(java + "/lib/server/classes_coh.jsa");
        write(java + "/legal/java.base/LICENSE");
        write("guest/usr/lib/powerpc64le-linux-gnu/gconv/UTF-16.so");
        write("guest/usr/share/doc/libc6/copyright");
        write("guest/etc/no.conf");
        Files.setLastModifiedTime(write(java + "/lib/server/classes.jsa"), FileTime.fromMillis(1_700_000_000_999L));
        Files.createSymbolicLink(directory.resolve(java + "/conf"), Path.of("/etc/java"));
        write("kernel/kvm.ko");
        write("kernel/kvm-hv.ko");
        write("dist/lib/jna.jar");
        write("cases-1.jar");
        Path archive = directory.resolve("initramfs.cpio");
        Path compressed = directory.resolve("initramfs.cpio.gz");
        Map<String, Path> added =
                Map.of("dist", directory.resolve("dist"), "cases.jar", directory.resolve("cases-1.jar"));

        Initramfs.write(
                archive, directory, directory.resolve("guest"), Pattern.compile("etc/no.*"), new byte[] {1}, added);
        Initramfs.compress(archive, compressed);

        assertEquals("""
                20600 dev/console 5:1
                100755 bin/busybox
                120777 lib
                120777 lib64
                100755 init
                100644 questions
                100644 in-turn/org/compatcaps/verification/powerhost/InTurn.class
                100644 modules/kvm.ko
                100644 modules/kvm-hv.ko
                100755 usr/bin/busybox
                120777 usr/lib/jvm/java-25/conf
                100644 usr/lib/jvm/java-25/lib/server/classes.jsa at 1700000000
                100644 dist/lib/jna.jar
                100644 cases.jar
                """.lines().sorted().toList(), files(archive));
        try (InputStream gzip = new GZIPInputStream(Files.newInputStream(compressed))) {
            assertArrayEquals(Files.readAllBytes(archive), gzip.readAllBytes());
        }
    }

    private Path write(String file) throws IOException {
        Path path = directory.resolve(file);
        Files.createDirectories(path.getParent());
        Files.write(path, new byte[] {1, 2, 3});
        return Files.setLastModifiedTime(path, FileTime.fromMillis(0));
    }

    /** Returns all but the directories, each of which must come before its files. */
    private static List<String> files(Path archive) throws IOException {
        List<String> files = new ArrayList<>();
        Set<Path> directories = new HashSet<>();
        Set<Long> inodes = new HashSet<>();
        try (CpioArchiveInputStream cpio = new CpioArchiveInputStream(Files.newInputStream(archive))) {
            for (CpioArchiveEntry entry = cpio.getNextEntry(); entry != null; entry = cpio.getNextEntry()) {
                Path name = Path.of(entry.getName());
                assertTrue(name.getParent() == null || directories.contains(name.getParent()), entry.getName());
                assertEquals(0, entry.getUID());
                assertTrue(inodes.add(entry.getInode()), "entries with one inode are links to one file");
                if (entry.isDirectory()) {
                    directories.add(name);
                } else {
                    files.add(Long.toOctalString(entry.getMode()) + " " + name
                            + (entry.isCharacterDevice()
                                    ? " " + entry.getRemoteDeviceMaj() + ":" + entry.getRemoteDeviceMin()
                                    : "")
                            + (entry.getTime() == 0 ? "" : " at " + entry.getTime()));
                }
            }
        }
        assertTrue(directories.containsAll(Set.of(Path.of("proc"), Path.of("sys"), Path.of("tmp"), Path.of("root"))));
        return files.stream().sorted().toList();
    }
}

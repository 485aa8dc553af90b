// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.powerhost;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** The guest's whole file system: a user space with a Java runtime, the SDK's command line tool, and {@code init}. */
final class Initramfs {
    /** What neither Java nor the C library needs to run; less to load makes each boot faster. */
    private static final Pattern NOT_NEEDED =
            Pattern.compile("usr/(share|include|lib/debug)|usr/lib/[^/]+/gconv|usr/lib/jvm/[^/]+/(docs|man|legal)"
                    + "|.*/classes_[^/]+\\.jsa|.*/ct\\.sym|.*/src\\.zip|usr/bin/strace-log-merge");

    private Initramfs() {}

    /**
     * Writes the archive.
     *
     * @param parts what {@code fetch-parts} made
     * @param dist directory of the command line tool
     * @param cases jar with the ioctl cases
     * @param archive file to write
     */
    static void write(Path parts, Path dist, Path cases, Path archive) throws IOException {
        try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(archive), 1 << 20);
                CpioWriter cpio = new CpioWriter(file)) {
            for (String directory : List.of("dev", "proc", "sys", "tmp", "root", "bin", "modules", "dist")) {
                cpio.directory(directory);
            }
            cpio.symbolicLink("lib", "usr/lib");
            cpio.symbolicLink("lib64", "usr/lib64");
            // Opened as standard output of init before anything is mounted on /dev.
            cpio.characterDevice("dev/console", 5, 1);
            Path guest = parts.resolve("guest");
            cpio.file("bin/busybox", true, guest.resolve("usr/bin/busybox"));
            cpio.file("init", true, init());
            for (String module : List.of("kvm.ko", "kvm-hv.ko")) {
                cpio.file("modules/" + module, false, parts.resolve("kernel").resolve(module));
            }
            addTree(cpio, guest, "");
            addTree(cpio, dist, "dist/");
            cpio.file("cases.jar", false, cases);
        }
    }

    /** Makes a smaller copy, which the kernel takes as well, but needs longer to unpack. */
    static void compress(Path archive, Path compressed) throws IOException {
        try (OutputStream gzip = new GZIPOutputStream(Files.newOutputStream(compressed), 1 << 16) {
            {
                def.setLevel(Deflater.BEST_SPEED);
            }
        }) {
            Files.copy(archive, gzip);
        }
    }

    private static byte[] init() throws IOException {
        try (InputStream in = Initramfs.class.getResourceAsStream("init")) {
            return in.readAllBytes();
        }
    }

    private static void addTree(CpioWriter cpio, Path directory, String prefix) throws IOException {
        List<Path> children;
        try (Stream<Path> listing = Files.list(directory)) {
            children = listing.sorted().collect(Collectors.toList());
        }
        for (Path child : children) {
            String name = prefix + child.getFileName();
            if (NOT_NEEDED.matcher(name).matches()) {
                continue;
            }
            if (Files.isSymbolicLink(child)) {
                cpio.symbolicLink(name, Files.readSymbolicLink(child).toString());
            } else if (Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
                cpio.directory(name);
                addTree(cpio, child, name + "/");
            } else if (Files.isRegularFile(child, LinkOption.NOFOLLOW_LINKS)) {
                cpio.file(name, Files.isExecutable(child), child);
            }
        }
    }
}

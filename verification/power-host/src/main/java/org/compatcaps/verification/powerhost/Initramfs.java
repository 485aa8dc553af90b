// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.powerhost;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import org.apache.commons.compress.archivers.cpio.CpioArchiveEntry;
import org.apache.commons.compress.archivers.cpio.CpioArchiveOutputStream;
import org.apache.commons.compress.archivers.cpio.CpioConstants;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipParameters;

/** The guest's whole file system: a user space with a Java runtime, {@code init}, and the files of a run. */
public final class Initramfs {
    /** Not needed by Java or the C library; less to load makes each boot faster. */
    private static final Pattern NOT_NEEDED =
            Pattern.compile("usr/(share|include|lib/debug)|usr/lib/[^/]+/gconv|usr/lib/jvm/[^/]+/(docs|man|legal)"
                    + "|.*/classes_[^/]+\\.jsa|.*/ct\\.sym|.*/src\\.zip|usr/bin/strace-log-merge");

    /** Matches no name. */
    public static final Pattern NONE = Pattern.compile("(?!)");

    private Initramfs() {}

    /**
     * Writes the archive.
     *
     * @param archive file to write
     * @param parts the directory that {@code fetch-parts} made, for the modules in its {@code kernel}
     * @param userSpace directory with busybox, the C library and a Java runtime
     * @param leftOut names in the user space to leave out, besides those that are never needed
     * @param questions the script that {@code init} reads to ask its questions
     * @param added further files and directories, by their names in the archive
     * @throws IOException if a file cannot be read or written
     */
    public static void write(
            Path archive, Path parts, Path userSpace, Pattern leftOut, byte[] questions, Map<String, Path> added)
            throws IOException {
        try (Archive cpio = new Archive(archive, userSpace.resolve("usr/bin/busybox"))) {
            for (String directory : List.of("sys", "tmp", "root")) {
                cpio.directory(directory);
            }
            cpio.symbolicLink("lib", "usr/lib");
            cpio.symbolicLink("lib64", "usr/lib64");
            cpio.file("init", true, resource(Initramfs.class, "init"));
            cpio.file("questions", false, questions);
            String inTurn = InTurn.class.getName().replace('.', '/') + ".class";
            cpio.file("in-turn/" + inTurn, false, resource(InTurn.class, "InTurn.class"));
            for (String module : List.of("kvm.ko", "kvm-hv.ko")) {
                cpio.file("modules/" + module, parts.resolve("kernel").resolve(module));
            }
            cpio.tree("", userSpace, Pattern.compile(NOT_NEEDED + "|" + leftOut));
            for (Map.Entry<String, Path> addition : added.entrySet()) {
                cpio.tree(addition.getKey(), addition.getValue().toRealPath(), NONE);
            }
        }
    }

    /**
     * Writes an archive for a guest that only has to show that it runs: busybox and one script.
     *
     * @param archive file to write
     * @param busybox the program
     * @param init the script
     * @throws IOException if a file cannot be read or written
     */
    public static void writeSmall(Path archive, Path busybox, byte[] init) throws IOException {
        try (Archive cpio = new Archive(archive, busybox)) {
            cpio.file("init", true, init);
        }
    }

    /**
     * Makes a smaller copy, which the kernel takes as well, but needs longer to unpack.
     *
     * @param archive file to read
     * @param compressed file to write
     * @throws IOException if a file cannot be read or written
     */
    public static void compress(Path archive, Path compressed) throws IOException {
        GzipParameters fast = new GzipParameters();
        fast.setCompressionLevel(Deflater.BEST_SPEED);
        try (OutputStream gzip = new GzipCompressorOutputStream(Files.newOutputStream(compressed), fast)) {
            Files.copy(archive, gzip);
        }
    }

    /**
     * Reads a file from beside a class.
     *
     * @param owner the class
     * @param name name of the file
     * @return its content
     * @throws IOException if it cannot be read
     */
    public static byte[] resource(Class<?> owner, String name) throws IOException {
        try (InputStream in = owner.getResourceAsStream(name)) {
            return in.readAllBytes();
        }
    }

    /** An archive in the "newc" form of cpio, the only form that the kernel unpacks. All entries belong to root. */
    private static final class Archive implements Closeable {
        private final CpioArchiveOutputStream cpio;
        private final Set<String> directories = new HashSet<>();

        /** Begins an archive with what each guest needs. */
        Archive(Path file, Path busybox) throws IOException {
            OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20);
            cpio = new CpioArchiveOutputStream(
                    out, CpioConstants.FORMAT_NEW, CpioConstants.BLOCK_SIZE, StandardCharsets.UTF_8.name());
            directory("proc");
            directory("dev");
            // Opened as standard output of init before anything is mounted on /dev.
            CpioArchiveEntry console = entry("dev/console", CpioConstants.C_ISCHR | 0600, 0);
            console.setRemoteDeviceMaj(5);
            console.setRemoteDeviceMin(1);
            add(console, new byte[0]);
            file("bin/busybox", busybox);
        }

        private static CpioArchiveEntry entry(String name, long mode, long size) {
            CpioArchiveEntry entry = new CpioArchiveEntry(CpioConstants.FORMAT_NEW, name, size);
            entry.setMode(mode);
            return entry;
        }

        private void add(CpioArchiveEntry entry, byte[] content) throws IOException {
            cpio.putArchiveEntry(entry);
            cpio.write(content);
            cpio.closeArchiveEntry();
        }

        /** Adds a directory and those above it, unless they are there. */
        void directory(String name) throws IOException {
            if (directories.add(name)) {
                parent(name);
                add(entry(name, CpioConstants.C_ISDIR | 0755, 0), new byte[0]);
            }
        }

        private void parent(String name) throws IOException {
            if (name.contains("/")) {
                directory(name.substring(0, name.lastIndexOf('/')));
            }
        }

        void symbolicLink(String name, String target) throws IOException {
            byte[] content = target.getBytes(StandardCharsets.UTF_8);
            add(entry(name, CpioConstants.C_ISLNK | 0777, content.length), content);
        }

        void file(String name, boolean executable, byte[] content) throws IOException {
            parent(name);
            add(entry(name, CpioConstants.C_ISREG | (executable ? 0755 : 0644), content.length), content);
        }

        /** Adds a file with its time of change, which Java compares with the one in its class data archive. */
        void file(String name, Path source) throws IOException {
            parent(name);
            long mode = CpioConstants.C_ISREG | (Files.isExecutable(source) ? 0755 : 0644);
            CpioArchiveEntry entry = entry(name, mode, Files.size(source));
            entry.setTime(Files.getLastModifiedTime(source));
            cpio.putArchiveEntry(entry);
            Files.copy(source, cpio);
            cpio.closeArchiveEntry();
        }

        /** Adds a file, a link, or a directory with all that is in it. The root directory has an empty name. */
        void tree(String name, Path source, Pattern leftOut) throws IOException {
            if (Files.isSymbolicLink(source)) {
                symbolicLink(name, Files.readSymbolicLink(source).toString());
            } else if (Files.isRegularFile(source, LinkOption.NOFOLLOW_LINKS)) {
                file(name, source);
            } else if (Files.isDirectory(source, LinkOption.NOFOLLOW_LINKS)) {
                if (!name.isEmpty()) {
                    directory(name);
                }
                try (Stream<Path> listing = Files.list(source)) {
                    for (Path child : listing.sorted().toList()) {
                        String childName = (name.isEmpty() ? "" : name + "/") + child.getFileName();
                        if (!leftOut.matcher(childName).matches()) {
                            tree(childName, child, leftOut);
                        }
                    }
                }
            }
        }

        @Override
        public void close() throws IOException {
            cpio.close();
        }
    }
}

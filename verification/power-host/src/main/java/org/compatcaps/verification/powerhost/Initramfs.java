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
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** The guest's whole file system: a user space with a Java runtime, {@code init}, and what a rig adds. */
public final class Initramfs {
    /** What neither Java nor the C library needs to run; less to load makes each boot faster. */
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
     * @param parts what {@code fetch-parts} made, for the modules in its {@code kernel}
     * @param userSpace directory with busybox, the C library and a Java runtime
     * @param leftOut names in the user space that are not needed, besides those that never are
     * @param questions what {@code init} reads to ask its questions
     * @param added further files and directories, by their names in the archive
     * @throws IOException if a file cannot be read or written
     */
    public static void write(
            Path archive, Path parts, Path userSpace, Pattern leftOut, byte[] questions, Map<String, Path> added)
            throws IOException {
        try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(archive), 1 << 20);
                CpioWriter cpio = new CpioWriter(file)) {
            for (String directory : List.of("dev", "proc", "sys", "tmp", "root", "bin", "modules")) {
                cpio.directory(directory);
            }
            cpio.symbolicLink("lib", "usr/lib");
            cpio.symbolicLink("lib64", "usr/lib64");
            // Opened as standard output of init before anything is mounted on /dev.
            cpio.characterDevice("dev/console", 5, 1);
            cpio.file("bin/busybox", true, userSpace.resolve("usr/bin/busybox"));
            cpio.file("init", true, resource(Initramfs.class, "init"));
            cpio.file("questions", false, questions);
            String inTurn = InTurn.class.getName().replace('.', '/') + ".class";
            String directory = "in-turn";
            cpio.directory(directory);
            for (String part : inTurn.substring(0, inTurn.lastIndexOf('/')).split("/")) {
                directory += "/" + part;
                cpio.directory(directory);
            }
            cpio.file("in-turn/" + inTurn, false, resource(InTurn.class, "InTurn.class"));
            for (String module : List.of("kvm.ko", "kvm-hv.ko")) {
                cpio.file("modules/" + module, false, parts.resolve("kernel").resolve(module));
            }
            Pattern notNeeded = Pattern.compile(NOT_NEEDED + "|" + leftOut);
            addTree(cpio, userSpace, "", notNeeded);
            for (Map.Entry<String, Path> addition : added.entrySet()) {
                String name = addition.getKey();
                if (Files.isDirectory(addition.getValue())) {
                    cpio.directory(name);
                    addTree(cpio, addition.getValue(), name + "/", NONE);
                } else {
                    cpio.file(name, false, addition.getValue());
                }
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
        try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(archive), 1 << 20);
                CpioWriter cpio = new CpioWriter(file)) {
            for (String directory : List.of("dev", "proc", "bin")) {
                cpio.directory(directory);
            }
            cpio.characterDevice("dev/console", 5, 1);
            cpio.file("bin/busybox", true, busybox);
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
        try (OutputStream gzip = new GZIPOutputStream(Files.newOutputStream(compressed), 1 << 16) {
            {
                def.setLevel(Deflater.BEST_SPEED);
            }
        }) {
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

    private static void addTree(CpioWriter cpio, Path directory, String prefix, Pattern leftOut) throws IOException {
        List<Path> children;
        try (Stream<Path> listing = Files.list(directory)) {
            children = listing.sorted().collect(Collectors.toList());
        }
        for (Path child : children) {
            String name = prefix + child.getFileName();
            if (leftOut.matcher(name).matches()) {
                continue;
            }
            if (Files.isSymbolicLink(child)) {
                cpio.symbolicLink(name, Files.readSymbolicLink(child).toString());
            } else if (Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
                cpio.directory(name);
                addTree(cpio, child, name + "/", leftOut);
            } else if (Files.isRegularFile(child, LinkOption.NOFOLLOW_LINKS)) {
                cpio.file(name, Files.isExecutable(child), child);
            }
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;
import org.compatcaps.cli.text.FileProblem;

/**
 * Replaces a file atomically: readers find either the complete old or the complete new text, even after a crash. The new file has
 * the owner, permissions, access control list and security context of the old one. Where replacing is not possible, the file is
 * overwritten in place, for example if it is a mount point or its directory is not writable.
 */
final class OutputFile {

    private static final String ATTRIBUTES = "unix:mode,uid,gid";

    private OutputFile() {}

    static void write(Path file, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Path target = file.toAbsolutePath();
        try {
            target = OpenFile.followLinks(target);
            if (OpenFile.is(target)) {
                OpenFile.write(target, bytes);
            } else if (!Files.exists(target) || Files.isRegularFile(target)) {
                replace(target, bytes);
            } else if (Files.isDirectory(target)) {
                throw failure(file, "it is a directory", null);
            } else {
                // A device or a named pipe.
                writeInto(target, bytes, StandardOpenOption.WRITE);
            }
        } catch (NoSuchFileException e) {
            throw failure(file, "the directory " + target.getParent() + " does not exist", e);
        } catch (AccessDeniedException e) {
            String where = Files.exists(target) ? "to it" : "in " + target.getParent();
            throw failure(file, "this user has no permission to write " + where, e);
        } catch (IOException e) {
            if (!StandardOutput.isClosedPipe(e)) {
                throw failure(file, FileProblem.reason(e), e);
            }
        }
    }

    private static InputException failure(Path file, String reason, IOException cause) {
        return new InputException("Cannot write " + file + ": " + reason + ".", cause);
    }

    private static void replace(Path target, byte[] text) throws IOException {
        Path directory = target.getParent();
        boolean isNew = !Files.exists(target);
        if (!isNew && !Files.isWritable(directory)) {
            overwrite(target, text);
            return;
        }
        // In the same directory, since a rename is atomic only within a file system. Collectors of metrics skip names
        // that
        // begin with a dot.
        String unique = Long.toHexString(ProcessHandle.current().pid()) + "-" + Long.toHexString(System.nanoTime());
        Path temporary = directory.resolve(".compatcaps-" + unique + ".tmp");
        // A signal may terminate the process before the rename.
        temporary.toFile().deleteOnExit();
        try {
            if (isNew) {
                writeInto(temporary, text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
            } else if (!copyAndRename(target, temporary, text)) {
                overwrite(target, text);
            }
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** Returns false if this user cannot replace the file by one with the same owner and permissions. */
    private static boolean copyAndRename(Path target, Path temporary, byte[] text) throws IOException {
        try {
            // Also copies attributes without an API in Java, such as the access control list, as far as permitted.
            Files.copy(target, temporary, StandardCopyOption.COPY_ATTRIBUTES);
        } catch (AccessDeniedException e) {
            // This user can write to the file, but not read it.
            return false;
        }
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(temporary);
        Set<PosixFilePermission> writable = EnumSet.of(PosixFilePermission.OWNER_WRITE);
        writable.addAll(permissions);
        Files.setPosixFilePermissions(temporary, writable);
        overwrite(temporary, text);
        Files.setPosixFilePermissions(temporary, permissions);
        if (!Files.readAttributes(target, ATTRIBUTES).equals(Files.readAttributes(temporary, ATTRIBUTES))) {
            return false;
        }
        try {
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            // The target is a mount point, such as a file that is passed into a container.
            return false;
        }
        return true;
    }

    private static void overwrite(Path file, byte[] text) throws IOException {
        writeInto(file, text, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
    }

    private static void writeInto(Path file, byte[] text, OpenOption... options) throws IOException {
        try (FileChannel channel = FileChannel.open(file, Set.of(options))) {
            ByteBuffer bytes = ByteBuffer.wrap(text);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            if (Files.isRegularFile(file)) {
                channel.force(true);
            }
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Replaces a file so that readers find either the old or the new text as a whole, also after a crash. */
final class OutputFile {

    private OutputFile() {}

    static void replace(Path file, String text) {
        Path target = targetOf(file);
        // In the same directory, since renaming is atomic only there. Programs that read all files of a directory, such
        // as
        // collectors of metrics, skip names like this one.
        String unique = Long.toHexString(ProcessHandle.current().pid()) + "-" + Long.toHexString(System.nanoTime());
        Path temporary = target.resolveSibling("." + target.getFileName() + "." + unique + ".tmp");
        try {
            write(temporary, text);
            try {
                if (Files.exists(target)) {
                    Files.setPosixFilePermissions(temporary, Files.getPosixFilePermissions(target));
                }
                Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (NoSuchFileException e) {
            throw new InputException(
                    file + " cannot be written: the directory " + target.getParent() + " does not exist", e);
        } catch (AccessDeniedException e) {
            throw new InputException(file + " cannot be written: this user may not write in " + target.getParent(), e);
        } catch (IOException e) {
            throw new InputException(file + " cannot be written: " + e, e);
        }
    }

    /** Returns the target of a symbolic link, which is replaced instead of the link. Others need links such as /dev/stdout. */
    private static Path targetOf(Path file) {
        Path target = file.toAbsolutePath();
        try {
            if (Files.isSymbolicLink(target)) {
                target = target.toRealPath();
            }
        } catch (IOException e) {
            throw new InputException(file + " cannot be replaced, because it is a broken link", e);
        }
        if (Files.exists(target) && !Files.isRegularFile(target)) {
            throw new InputException(file + " cannot be replaced, because it is not a file", null);
        }
        return target;
    }

    private static void write(Path file, String text) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            // In case the process is terminated before the rename.
            file.toFile().deleteOnExit();
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }
}

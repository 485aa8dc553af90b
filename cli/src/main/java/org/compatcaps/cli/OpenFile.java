// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.InaccessibleObjectException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * An open descriptor of a process: {@code /proc/PID/fd/NUMBER}, which is the target of {@code /dev/stdout} and {@code /dev/fd/3}.
 * Text is written at the descriptor's position. The file is not truncated.
 */
final class OpenFile {

    private static final int MAX_LINKS = 40;

    /** A bit of the octal flags in {@code /proc/PID/fdinfo/NUMBER}, from {@code include/uapi/asm-generic/fcntl.h}. */
    private static final int O_APPEND = 02000;

    private OpenFile() {}

    /** Follows symbolic links, except those in {@code /proc/PID/fd}: an open file may have been renamed or deleted. */
    static Path followLinks(Path file) throws IOException {
        Path target = file;
        for (int links = 0; links < MAX_LINKS; links++) {
            if (target.getParent() != null) {
                target = target.getParent().toRealPath().resolve(target.getFileName());
            }
            if (is(target) || !Files.isSymbolicLink(target)) {
                return target;
            }
            target = target.resolveSibling(Files.readSymbolicLink(target));
        }
        throw new FileSystemException(file.toString(), null, "it is a loop of symbolic links");
    }

    static boolean is(Path file) {
        return file.toString().matches("/proc/[0-9]+/(task/[0-9]+/)?fd/[0-9]+");
    }

    static void write(Path file, byte[] text) throws IOException {
        // Not closed, because later messages may go there, too.
        stream(file).write(text);
    }

    private static OutputStream stream(Path file) throws IOException {
        String number = file.getFileName().toString();
        if (file.startsWith("/proc/" + ProcessHandle.current().pid())) {
            switch (number) {
                case "1":
                    return new FileOutputStream(FileDescriptor.out);
                case "2":
                    return new FileOutputStream(FileDescriptor.err);
                default:
                    break;
            }
            try {
                // Java has no public way to open a descriptor by its number. Add-Opens in the manifest permits this
                // one.
                Constructor<FileDescriptor> constructor = FileDescriptor.class.getDeclaredConstructor(int.class);
                constructor.setAccessible(true);
                return new FileOutputStream(constructor.newInstance(Integer.parseInt(number)));
            } catch (ReflectiveOperationException | InaccessibleObjectException e) {
                // On the module path, the manifest does not apply.
            }
        }
        return reopened(file, number);
    }

    /** Opens the file again, with a position of its own. Unless both descriptors append, one would overwrite the output of the other. */
    private static OutputStream reopened(Path file, String number) throws IOException {
        if (Files.isRegularFile(file)) {
            for (String line :
                    Files.readAllLines(file.getParent().resolveSibling("fdinfo").resolve(number))) {
                if (line.startsWith("flags:")
                        && (Integer.parseInt(line.substring(6).strip(), 8) & O_APPEND) == 0) {
                    throw new FileSystemException(
                            file.toString(), null, "it is not open for appending. Open it with >> instead of >");
                }
            }
        }
        return Files.newOutputStream(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    }
}

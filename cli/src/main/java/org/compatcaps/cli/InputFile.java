// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** An input of a command: a file, or standard input. */
final class InputFile {

    /** The argument for standard input. */
    static final String STDIN = "-";

    /** The path as the user wrote it. */
    final String path;

    /** The name in messages. */
    final String name;

    InputFile(String path) {
        this.path = path;
        this.name = path.equals(STDIN) ? "standard input" : path;
    }

    /** Returns an object that is equal for all names of the same file. */
    Object identity() {
        try {
            Path file = Path.of(path.equals(STDIN) ? "/dev/stdin" : path);
            Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
            return key == null ? path : key;
        } catch (IOException e) {
            // Reading the file fails as well, and reports the reason.
            return path;
        }
    }

    InputStream open(InputStream stdin) throws IOException {
        return path.equals(STDIN) ? stdin : Files.newInputStream(Path.of(path));
    }
}

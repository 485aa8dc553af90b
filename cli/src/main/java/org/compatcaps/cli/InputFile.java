// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.compatcaps.cli.text.FileProblem;

/** Reads a file that the user named, or standard input. */
final class InputFile {

    /** The name of standard input. */
    static final String STDIN = "-";

    private static final int MAX_LENGTH = 1 << 20;

    private final String path;

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
            // Reading it fails as well, and reports the reason.
            return path;
        }
    }

    String text(InputStream stdin) {
        byte[] bytes;
        try {
            bytes = bytes(stdin);
        } catch (IOException e) {
            throw new InputException(name + " cannot be read: " + FileProblem.reason(e), e);
        }
        if (bytes.length == 0) {
            throw new InputException(
                    name + " is empty. Check whether the host that should have written it answered", null);
        }
        if (bytes.length > MAX_LENGTH) {
            throw new InputException(name + " is too long to be an answer of compatcaps", null);
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new InputException(name + " is not UTF-8 text", e);
        }
    }

    private byte[] bytes(InputStream stdin) throws IOException {
        if (path.equals(STDIN)) {
            return stdin.readNBytes(MAX_LENGTH + 1);
        }
        try (InputStream in = Files.newInputStream(Path.of(path))) {
            return in.readNBytes(MAX_LENGTH + 1);
        }
    }
}

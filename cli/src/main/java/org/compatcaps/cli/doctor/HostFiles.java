// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.compatcaps.cli.text.FileProblem;

/** The files in which the kernel describes itself and the host. Tests use another root directory. */
final class HostFiles {

    /** Larger than any of these files; limits the read of an endless one. */
    private static final int MAX_BYTES = 1 << 20;

    private final Path root;

    HostFiles(Path root) {
        this.root = root;
    }

    /** Returns a path below the root. Resolves a relative path against the working directory first. */
    Path at(String path) {
        return root.resolve(Path.of("/").relativize(Path.of(path).toAbsolutePath()));
    }

    boolean exists(String path) {
        return Files.exists(at(path));
    }

    /** Returns the text of a file, or empty if it does not exist. */
    Optional<String> text(String path) throws IOException {
        try (InputStream file = Files.newInputStream(at(path))) {
            return Optional.of(new String(file.readNBytes(MAX_BYTES), StandardCharsets.UTF_8).strip());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            // Messages such as "Is a directory" do not name the file.
            throw new IOException(path + ": " + FileProblem.reason(e), e);
        }
    }

    List<String> lines(String path) throws IOException {
        List<String> lines = new ArrayList<>();
        text(path).ifPresent(text -> text.lines().forEach(lines::add));
        return lines;
    }

    /** Returns a value from a file of lines such as {@code name : value}. */
    Optional<String> field(String path, String name) throws IOException {
        for (String line : lines(path)) {
            int colon = line.indexOf(':');
            if (colon >= 0 && line.substring(0, colon).strip().equals(name)) {
                return Optional.of(line.substring(colon + 1).strip());
            }
        }
        return Optional.empty();
    }

    /** Returns a property of the device tree that is a list of zero-terminated strings. */
    List<String> strings(String path) throws IOException {
        List<String> strings = new ArrayList<>();
        Optional<String> text = text(path);
        if (text.isPresent()) {
            for (String string : text.get().split("\0")) {
                if (!string.isBlank()) {
                    strings.add(string);
                }
            }
        }
        return strings;
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.jdks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The published jars, and what they need.
 *
 * @param names the names of their files
 */
record Jars(List<String> names) {

    static Jars in(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return new Jars(files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".jar"))
                    .sorted()
                    .toList());
        }
    }

    /** Returns the names of the jars that a user of this set has. */
    List<String> of(String jarSet) {
        return names.stream()
                .filter(name -> switch (owner(name)) {
                    case "everybody" -> true;
                    case "mock" -> jarSet.equals("mock");
                    default -> jarSet.equals("all") || jarSet.equals(owner(name));
                })
                .toList();
    }

    private static String owner(String name) {
        if (name.matches("probe\\.jar|(compatcaps|slf4j)-api-.*")) {
            return "everybody";
        }
        if (name.startsWith("compatcaps-backend-")) {
            return name.split("-")[2];
        }
        // Every other jar came with jnr-ffi, which brings many.
        return name.startsWith("jna-") ? "jna" : "jnr";
    }
}

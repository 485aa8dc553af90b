// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.jdks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The jars that are published with what they need, told apart by what each backend needs. */
final class Jars {
    private final List<String> names;

    Jars(List<String> names) {
        this.names = names;
        for (String needed : List.of(
                "probe.jar",
                "compatcaps-api-",
                "compatcaps-backend-ffm-",
                "compatcaps-backend-jna-",
                "compatcaps-backend-jnr-",
                "compatcaps-backend-mock-",
                "slf4j-api-",
                "jna-",
                "jffi-")) {
            if (names.stream().noneMatch(name -> name.startsWith(needed))) {
                throw new IllegalArgumentException("no jar " + needed + " in " + names);
            }
        }
    }

    static Jars in(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return new Jars(files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".jar"))
                    .sorted()
                    .collect(Collectors.toList()));
        }
    }

    /** The names of the jars that a user of these backends has. */
    List<String> of(String jarSet) {
        List<String> wanted = new ArrayList<>();
        for (String name : names) {
            String owner = owner(name);
            if (owner.equals("everybody") || owner.equals(jarSet) || jarSet.equals("all") && !owner.equals("mock")) {
                wanted.add(name);
            }
        }
        return wanted;
    }

    /** Everything that is not somebody else's came with jnr-ffi, which brings many. */
    private static String owner(String name) {
        if (name.equals("probe.jar") || name.startsWith("compatcaps-api-") || name.startsWith("slf4j-api-")) {
            return "everybody";
        }
        if (name.startsWith("compatcaps-backend-")) {
            return name.split("-")[2];
        }
        return name.startsWith("jna-") ? "jna" : "jnr";
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.release;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** The dependencies of each artifact, as {@code dependencies.tsv} lists them. */
final class Dependencies {

    private Dependencies() {}

    /** Returns {@code group:artifact[:classifier]} and the scope, by artifact. */
    static Map<String, Map<String, String>> expected() throws IOException {
        Map<String, Map<String, String>> expected = new TreeMap<>();
        try (InputStream in = Dependencies.class.getResourceAsStream("dependencies.tsv")) {
            String table = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            table.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
                String[] fields = line.split("\t");
                expected.computeIfAbsent(fields[0], artifact -> new TreeMap<>()).put(fields[1], fields[2]);
            });
        }
        return expected;
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.release;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What depends on what, as {@code dependencies.tsv} has it. */
final class Dependencies {

    private Dependencies() {}

    /** By artifact: {@code group:artifact[:classifier]} and the scope. */
    static Map<String, Map<String, String>> expected() throws IOException {
        Map<String, Map<String, String>> expected = new TreeMap<>();
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Dependencies.class.getResourceAsStream("dependencies.tsv"), StandardCharsets.UTF_8))) {
            for (String line : reader.lines().collect(Collectors.toList())) {
                if (!line.startsWith("#")) {
                    String[] fields = line.split("\t");
                    expected.computeIfAbsent(fields[0], artifact -> new TreeMap<>())
                            .put(fields[1], fields[2]);
                }
            }
        }
        return expected;
    }
}

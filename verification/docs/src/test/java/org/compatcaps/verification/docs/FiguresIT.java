// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.compatcaps.cli.Jdk;
import org.junit.jupiter.api.Test;

/** Figures and names of the guide that the packaged jars decide. */
class FiguresIT {

    /** The first letters of the jars of each backend. */
    private static final Map<String, List<String>> JARS = new TreeMap<>(Map.of(
            "ffm", List.of("compatcaps-backend-ffm-"),
            "jna", List.of("compatcaps-backend-jna-", "jna-"),
            "jnr", List.of("compatcaps-backend-jnr-", "jnr-", "jffi-", "asm-"),
            "mock", List.of("compatcaps-backend-mock-")));

    private static List<Path> jars(List<String> beginnings) throws IOException {
        try (Stream<Path> lib = Files.list(Jdk.dist().resolve("lib"))) {
            return lib.filter(jar ->
                            beginnings.stream().anyMatch(jar.getFileName().toString()::startsWith))
                    .toList();
        }
    }

    private static String size(List<String> beginnings) throws IOException {
        List<Path> jars = jars(beginnings);
        long bytes = 0;
        for (Path jar : jars) {
            bytes += Files.size(jar);
        }
        String megabytes = String.format(Locale.ROOT, bytes < 1_000_000 ? "%.2f" : "%.1f", bytes / 1e6);
        return megabytes + " MB in " + jars.size() + (jars.size() == 1 ? " jar" : " jars");
    }

    @Test
    void sizesAreThoseOfTheJars() throws Exception {
        Map<String, String> real = new TreeMap<>();
        for (Map.Entry<String, List<String>> backend : JARS.entrySet()) {
            real.put(backend.getKey(), size(backend.getValue()));
        }
        assertEquals(real, written(Page.guide()));

        real.replaceAll((backend, size) -> size.replaceAll(" in .*", ""));
        real.put("ffm and jna", real.get("jna"));
        assertEquals(real, written(Page.read(Page.ROOT.resolve("README.md"))));

        String base = size(List.of("compatcaps-api-", "slf4j-api-"));
        assertTrue(Page.guide().text().contains("add " + base), base);
    }

    /** Returns the sizes in the table of a page, by backend. */
    private static Map<String, String> written(Page page) {
        return page.rows("Choose a backend").stream().collect(Collectors.toMap(row -> row.text(0), row -> row.text(2)));
    }

    @Test
    void librariesAreInTheJars() throws Exception {
        Set<String> libraries = Pattern.compile("[\\w./-]+[.]so\\b")
                .matcher(Page.guide().text())
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(2, libraries.size(), libraries.toString());
        for (Path jar : jars(List.of("jna-", "jffi-"))) {
            try (JarFile file = new JarFile(jar.toFile())) {
                libraries.removeIf(library -> file.getEntry(library) != null);
            }
        }
        assertEquals(Set.of(), libraries);
    }
}

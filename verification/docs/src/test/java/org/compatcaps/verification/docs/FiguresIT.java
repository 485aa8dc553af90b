// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
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
        List<Path> jars = new ArrayList<>();
        try (DirectoryStream<Path> lib = Files.newDirectoryStream(Jdk.dist().resolve("lib"), "*.jar")) {
            for (Path jar : lib) {
                if (beginnings.stream().anyMatch(jar.getFileName().toString()::startsWith)) {
                    jars.add(jar);
                }
            }
        }
        return jars;
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
        Map<String, String> written = new TreeMap<>();
        for (Page.Row row : Page.guide().rows("Choose a backend")) {
            written.put(row.text(0), row.text(2));
        }
        Map<String, String> real = new TreeMap<>();
        for (Map.Entry<String, List<String>> backend : JARS.entrySet()) {
            real.put(backend.getKey(), size(backend.getValue()));
        }
        assertEquals(real, written);
        String base = size(List.of("compatcaps-api-", "slf4j-api-"));
        assertTrue(Page.guide().text().contains("add " + base), base);
    }

    /** The jars of JNA and jffi must contain the recommended properties and the named libraries. */
    @Test
    void propertiesAndLibrariesAreInTheJars() throws Exception {
        Set<String> names = names(Page.guide());
        assertTrue(names.size() >= 7, names.toString());
        names.removeAll(found(names));
        assertEquals(Set.of(), names);
    }

    private static Set<String> names(Page page) {
        Set<String> names = new TreeSet<>();
        Matcher name =
                Pattern.compile("-D((?:jna|jffi)[\\w.]+)|([\\w./-]+[.]so)\\b").matcher(page.text());
        while (name.find()) {
            names.add(name.group(1) != null ? name.group(1) : name.group(2));
        }
        return names;
    }

    /** Properties are constants of classes, with the length before them; libraries are entries. */
    private static Set<String> found(Set<String> names) throws IOException {
        Set<String> found = new TreeSet<>();
        for (Path jar : jars(List.of("jna-", "jffi-"))) {
            try (InputStream file = Files.newInputStream(jar);
                    ZipInputStream entries = new ZipInputStream(file)) {
                for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                    String content = entry.getName().endsWith(".class")
                            ? new String(entries.readAllBytes(), StandardCharsets.ISO_8859_1)
                            : "";
                    for (String name : names) {
                        String constant = "\u0001\0" + (char) name.length() + name;
                        if (entry.getName().equals(name) || content.contains(constant)) {
                            found.add(name);
                        }
                    }
                }
            }
        }
        return found;
    }
}

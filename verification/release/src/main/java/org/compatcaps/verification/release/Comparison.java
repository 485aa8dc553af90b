// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.release;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Two builds of the same sources, byte by byte. */
final class Comparison {

    private final List<String> differences = new ArrayList<>();
    private int files;

    private Comparison() {}

    /** What {@code maven-metadata.xml} says is when a file was put where, and it is no part of what is published. */
    static Comparison of(Path first, Path second) throws IOException {
        Comparison comparison = new Comparison();
        Map<String, Path> left = files(first);
        Map<String, Path> right = files(second);
        Set<String> names = new TreeSet<>(left.keySet());
        names.addAll(right.keySet());
        for (String name : names) {
            if (!left.containsKey(name) || !right.containsKey(name)) {
                comparison.differences.add(name + ": only one of the builds made it");
            } else {
                comparison.compare(name, Files.readAllBytes(left.get(name)), Files.readAllBytes(right.get(name)));
                comparison.files++;
            }
        }
        return comparison;
    }

    private static Map<String, Path> files(Path directory) throws IOException {
        try (Stream<Path> walk = Files.walk(directory)) {
            List<Path> files = walk.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().startsWith("maven-metadata"))
                    .collect(Collectors.toList());
            Map<String, Path> byName = new TreeMap<>();
            for (Path file : files) {
                byName.put(directory.relativize(file).toString(), file);
            }
            return byName;
        }
    }

    private void compare(String name, byte[] left, byte[] right) throws IOException {
        if (Arrays.equals(left, right)) {
            return;
        }
        if (!name.endsWith(".jar")) {
            differences.add(name + ": differs");
            return;
        }
        Map<String, String> first = entries(left);
        Map<String, String> second = entries(right);
        int before = differences.size();
        Set<String> entries = new TreeSet<>(first.keySet());
        entries.addAll(second.keySet());
        for (String entry : entries) {
            if (!String.valueOf(first.get(entry)).equals(String.valueOf(second.get(entry)))) {
                differences.add(name + ": " + entry + " differs");
            }
        }
        if (differences.size() == before) {
            boolean sameOrder = List.copyOf(first.keySet()).equals(List.copyOf(second.keySet()));
            differences.add(name + ": " + (sameOrder ? "how the entries are stored differs" : "the order differs"));
        }
    }

    /** In their order, with all that is known of each: time, attributes in the extra field, and bytes. */
    private static Map<String, String> entries(byte[] jar) throws IOException {
        Map<String, String> entries = new LinkedHashMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(jar))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                entries.put(
                        entry.getName(),
                        entry.getTimeLocal() + " " + Arrays.toString(entry.getExtra()) + " "
                                + Arrays.toString(in.readAllBytes()));
            }
        }
        return entries;
    }

    int files() {
        return files;
    }

    List<String> differences() {
        return differences;
    }
}

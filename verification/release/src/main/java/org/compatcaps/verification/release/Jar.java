// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.release;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/** All entries of a jar but the folders, in memory. */
record Jar(String name, Map<String, byte[]> entries) {

    static Jar read(Path file) throws IOException {
        Map<String, byte[]> entries = new TreeMap<>();
        try (JarFile jar = new JarFile(file.toFile())) {
            for (JarEntry entry : jar.stream().filter(one -> !one.isDirectory()).toList()) {
                try (InputStream in = jar.getInputStream(entry)) {
                    entries.put(entry.getName(), in.readAllBytes());
                }
            }
        }
        return new Jar(file.getFileName().toString(), entries);
    }

    boolean has(String entry) {
        return entries.containsKey(entry);
    }

    /** Returns the text of an entry; empty if there is none. */
    String text(String entry) {
        return new String(entries.getOrDefault(entry, new byte[0]), StandardCharsets.UTF_8);
    }

    Attributes manifest() throws IOException {
        byte[] manifest = entries.getOrDefault(JarFile.MANIFEST_NAME, new byte[0]);
        return new Manifest(new ByteArrayInputStream(manifest)).getMainAttributes();
    }
}

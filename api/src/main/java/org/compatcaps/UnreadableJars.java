// SPDX-License-Identifier: Apache-2.0
package org.compatcaps;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.compatcaps.internal.OneLine;

/**
 * The SDK's own jars of backends that are on the class path but cannot be opened, for instance because a copy was cut off.
 * Java passes over such a jar without a word, so that the backend would be missing for no reason.
 */
final class UnreadableJars {

    private static final String JAR_OF_A_BACKEND = "compatcaps-backend-";

    private UnreadableJars() {}

    /** A broken candidate for each of them. */
    static List<BackendCandidate> on(String classPath) {
        List<BackendCandidate> broken = new ArrayList<>();
        for (Path jar : entries(classPath)) {
            boolean ofABackend = jar.getFileName() != null
                    && jar.getFileName().toString().startsWith(JAR_OF_A_BACKEND)
                    && Files.isRegularFile(jar);
            if (ofABackend) {
                try {
                    new JarFile(jar.toFile()).close();
                } catch (IOException e) {
                    broken.add(BackendCandidate.broken(
                            jar + " is on the class path but cannot be opened (" + OneLine.of(e)
                                    + "); replace it by the original",
                            e));
                }
            }
        }
        return broken;
    }

    private static List<Path> entries(String classPath) {
        List<Path> entries = new ArrayList<>();
        String[] names = classPath.split(File.pathSeparator);
        for (String name : names) {
            try {
                entries.add(Path.of(name));
            } catch (InvalidPathException e) {
                // Not the name of a file. Java ignores such an entry, and so does this.
            }
        }
        if (names.length == 1 && !entries.isEmpty()) {
            // One jar is what java -jar is given. The rest of the class path is in that jar's manifest.
            entries.addAll(inManifestOf(entries.get(0).toFile()));
        }
        return entries;
    }

    private static List<Path> inManifestOf(File jar) {
        List<Path> entries = new ArrayList<>();
        try (JarFile opened = new JarFile(jar)) {
            Manifest manifest = opened.getManifest();
            String classPath =
                    manifest == null ? null : manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
            if (classPath != null) {
                for (String name : classPath.trim().split(" +")) {
                    addIfFile(entries, jar.toURI(), name);
                }
            }
        } catch (IOException e) {
            // Not a jar, and so nothing that could name others.
        }
        return entries;
    }

    private static void addIfFile(List<Path> entries, URI base, String name) {
        try {
            URI address = base.resolve(name);
            if ("file".equals(address.getScheme())) {
                entries.add(Path.of(address));
            }
        } catch (IllegalArgumentException e) {
            // Nor the address of one.
        }
    }
}

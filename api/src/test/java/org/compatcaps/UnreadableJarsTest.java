// SPDX-License-Identifier: Apache-2.0
package org.compatcaps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Java leaves out of the class path without a word is named. */
class UnreadableJarsTest {

    /** A blank in the name, which addresses in a manifest have as %20. */
    private static final String FOLDER = "my lib";

    @TempDir
    private Path directory;

    private Path good;
    private Path broken;
    private Path brokenOther;

    @BeforeEach
    void makeJars() throws IOException {
        Path lib = Files.createDirectories(directory.resolve(FOLDER));
        good = lib.resolve("compatcaps-backend-good.jar");
        writeJar(good, null);
        broken = lib.resolve("compatcaps-backend-cut.jar");
        byte[] bytes = Files.readAllBytes(good);
        Files.write(broken, Arrays.copyOf(bytes, bytes.length / 2));
        brokenOther = lib.resolve("something-else.jar");
        Files.write(brokenOther, new byte[10]);
    }

    private static void writeJar(Path jar, String classPath) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        if (classPath != null) {
            manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, classPath);
        }
        try (OutputStream file = Files.newOutputStream(jar)) {
            new JarOutputStream(file, manifest).close();
        }
    }

    private static void assertNamed(Path jar, List<BackendCandidate> found) {
        assertEquals(1, found.size());
        BackendStatus status = found.get(0).status();
        assertEquals("(broken)", status.name());
        assertFalse(status.isAvailable());
        String reason = status.reason().orElseThrow();
        assertTrue(reason.startsWith(jar + " is on the class path but cannot be opened ("), reason);
        assertTrue(reason.endsWith("; replace it by the original"), reason);
        assertTrue(status.cause().orElseThrow() instanceof ZipException, reason);
    }

    @Test
    void aJarOfABackendThatCannotBeOpenedIsNamed() {
        assertNamed(broken, UnreadableJars.on(good + File.pathSeparator + broken + File.pathSeparator + brokenOther));
        assertNamed(broken, UnreadableJars.on(broken.toString()));
    }

    @Test
    void alsoOneThatTheManifestOfTheOnlyJarNames() throws IOException {
        Path application = directory.resolve("application.jar");
        writeJar(
                application,
                "http://[/bad file://host/x.jar http://localhost/compatcaps-backend-x.jar my%20lib/compatcaps-backend-good.jar"
                        + "  my%20lib/compatcaps-backend-cut.jar my%20lib/missing.jar");
        assertNamed(broken, UnreadableJars.on(application.toString()));
        // Among others its manifest counts as well for Java, but to open every jar of an application would be too much.
        assertEquals(List.of(), UnreadableJars.on(application + File.pathSeparator + good));
    }

    @Test
    void nothingElseIs() throws IOException {
        assertEquals(List.of(), UnreadableJars.on(""));
        assertEquals(List.of(), UnreadableJars.on("/"));
        assertEquals(List.of(), UnreadableJars.on("not\0a\0path"));
        assertEquals(List.of(), UnreadableJars.on(good + File.pathSeparator + brokenOther));
        assertEquals(List.of(), UnreadableJars.on(brokenOther.toString()));
        assertEquals(List.of(), UnreadableJars.on(directory.toString()));
        assertEquals(
                List.of(),
                UnreadableJars.on(
                        directory.resolve("compatcaps-backend-missing.jar").toString()));
        Path folder = Files.createDirectories(directory.resolve("compatcaps-backend-classes"));
        assertEquals(List.of(), UnreadableJars.on(folder.toString()));
    }
}

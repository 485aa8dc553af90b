// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The jars that this build has packaged. Integration tests run on a JDK whose {@code jar --validate} can read them. */
class ValidJarsIT {

    private static final Path ROOT = Path.of("../..");

    private static Set<String> artifacts() throws IOException {
        return Dependencies.expected().keySet();
    }

    private static List<Path> jars(String artifact) throws IOException {
        Path target = ROOT.resolve(artifact.replaceFirst("compatcaps-", "")).resolve("target");
        List<Path> jars = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(target, artifact + "-[0-9]*.jar")) {
            found.forEach(jars::add);
        }
        Path application = target.resolve("dist").resolve(artifact + ".jar");
        if (Files.exists(application)) {
            jars.add(application);
        }
        return jars;
    }

    @Test
    void apiJarIsBelow100Kilobytes() throws Exception {
        for (Path jar : jars("compatcaps-api")) {
            if (jar.getFileName().toString().matches("compatcaps-api-[0-9.]+(-SNAPSHOT)?[.]jar")) {
                assertTrue(Files.size(jar) < 100_000, () -> jar + " is larger");
                return;
            }
        }
        fail("no jar of compatcaps-api");
    }

    @ParameterizedTest
    @MethodSource("artifacts")
    void jarValidateAcceptsEachPublishedJar(String artifact) throws Exception {
        assertTrue(JarTool.canValidate(), () -> "this is Java " + Runtime.version());
        List<Path> jars = jars(artifact);
        assertTrue(!jars.isEmpty(), "no jar of " + artifact);
        for (Path jar : jars) {
            assertEquals(List.of(), JarTool.validate(jar), jar.toString());
        }
    }
}

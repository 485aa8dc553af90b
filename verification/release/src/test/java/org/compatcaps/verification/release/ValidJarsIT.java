// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The jars of this build. The tests run on JDK 22 or later, whose {@code jar --validate} reads the newer classes. */
class ValidJarsIT {

    private static Set<String> artifacts() throws IOException {
        return Dependencies.expected().keySet();
    }

    /** Returns the jars of an artifact. The application is in a folder of its own as well. */
    private static List<Path> jars(String artifact) throws IOException {
        Path target = Path.of("../..", artifact.replaceFirst("compatcaps-", ""), "target");
        try (Stream<Path> files = Files.walk(target, 2)) {
            return files.filter(file -> file.getFileName().toString().matches(artifact + "(-[0-9].*)?[.]jar"))
                    .toList();
        }
    }

    @Test
    void apiJarIsBelow100Kilobytes() throws IOException {
        for (Path jar : jars("compatcaps-api")) {
            boolean isMain = !jar.toString().matches(".*-(sources|javadoc)[.]jar");
            assertTrue(!isMain || Files.size(jar) < 100_000, () -> jar + " is larger");
        }
    }

    @ParameterizedTest
    @MethodSource("artifacts")
    void jarToolAcceptsEachPublishedJar(String artifact) throws IOException {
        assertFalse(jars(artifact).isEmpty(), "no jar of " + artifact);
        for (Path jar : jars(artifact)) {
            StringWriter output = new StringWriter();
            PrintWriter writer = new PrintWriter(output);
            ToolProvider tool = ToolProvider.findFirst("jar").orElseThrow();
            int status = tool.run(writer, writer, "--validate", "--file", jar.toString());
            assertEquals("", output.toString(), jar::toString);
            assertEquals(0, status, jar::toString);
        }
    }
}

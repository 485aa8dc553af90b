// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.powerhost;

import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The runs execute what the scripts fetch, so that a mirror must not be able to replace it. */
class FetchPartsIT {
    @Test
    void suiteWithoutDebiansSignatureIsRefused(@TempDir Path directory) throws Exception {
        assumeTrue(System.getProperty("os.arch").equals("amd64"), "the scripts run on x86_64 only");
        for (String file : List.of("bin/apt-get", "bin/xz", "share/keyrings/debian-archive-keyring.gpg")) {
            assumeTrue(Files.isReadable(Path.of("/usr", file)), file + " is missing");
        }
        Path suite = Files.createDirectories(directory.resolve("debian/dists/trixie"));
        Files.writeString(suite.resolve("Release"), """
                Origin: Debian
                Suite: trixie
                Codename: trixie
                Date: Thu, 01 Jan 2026 00:00:00 UTC
                Architectures: amd64
                Components: main
                """);
        ProcessBuilder builder = new ProcessBuilder("./fetch-parts", directory + "/a b").redirectErrorStream(true);
        builder.environment()
                .put(
                        "COMPATCAPS_DEBIAN_MIRROR",
                        directory.resolve("debian").toUri().toString());
        Process process = builder.start();

        String output = new String(process.getInputStream().readAllBytes());

        assertNotEquals(0, process.waitFor());
        assertTrue(output.contains("trixie Release' is not signed."), output);
    }
}

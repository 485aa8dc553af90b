// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.powerhost;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InitramfsTest {
    @TempDir
    Path directory;

    @Test
    void holdsWhatTheGuestNeedsAndLeavesOutTheRest() throws IOException {
        for (String file : new String[] {
            "parts/guest/usr/bin/busybox",
            "parts/guest/usr/lib/powerpc64le-linux-gnu/libc.so.6",
            "parts/guest/usr/lib/powerpc64le-linux-gnu/gconv/UTF-16.so",
            "parts/guest/usr/lib/jvm/java-25-openjdk-ppc64el/bin/java",
            "parts/guest/usr/lib/jvm/java-25-openjdk-ppc64el/legal/java.base/LICENSE",
            "parts/guest/usr/lib/jvm/java-25-openjdk-ppc64el/lib/server/classes.jsa",
            "parts/guest/usr/lib/jvm/java-25-openjdk-ppc64el/lib/server/classes_coh.jsa",
            "parts/guest/usr/share/doc/libc6/copyright",
            "parts/guest/etc/yes",
            "parts/guest/etc/no.conf",
            "parts/kernel/kvm.ko",
            "parts/kernel/kvm-hv.ko",
            "dist/compatcaps-cli.jar",
            "dist/lib/jna.jar",
            "cases-1.jar",
        }) {
            Path path = directory.resolve(file);
            Files.createDirectories(path.getParent());
            Files.write(path, new byte[] {1, 2, 3});
        }
        Path archive = directory.resolve("initramfs.cpio");

        Path parts = directory.resolve("parts");
        Map<String, Path> added =
                Map.of("dist", directory.resolve("dist"), "cases.jar", directory.resolve("cases-1.jar"));
        Initramfs.write(archive, parts, parts.resolve("guest"), Pattern.compile("etc/no.*"), new byte[] {1}, added);

        Path compressed = directory.resolve("initramfs.cpio.gz");
        Initramfs.compress(archive, compressed);
        try (InputStream gzip = new GZIPInputStream(Files.newInputStream(compressed))) {
            assertArrayEquals(Files.readAllBytes(archive), gzip.readAllBytes());
        }

        Set<String> names = names(archive);
        for (String name : new String[] {
            "init",
            "questions",
            "in-turn/org/compatcaps/verification/powerhost/InTurn.class",
            "etc/yes",
            "dev/console",
            "bin/busybox",
            "lib64",
            "modules/kvm.ko",
            "modules/kvm-hv.ko",
            "dist/compatcaps-cli.jar",
            "dist/lib/jna.jar",
            "cases.jar",
            "usr/lib/powerpc64le-linux-gnu/libc.so.6",
            "usr/lib/jvm/java-25-openjdk-ppc64el/bin/java",
            "usr/lib/jvm/java-25-openjdk-ppc64el/lib/server/classes.jsa",
        }) {
            assertTrue(names.contains(name), name + " is missing in " + names);
        }
        for (String name : new String[] {
            "etc/no.conf",
            "usr/share",
            "usr/lib/powerpc64le-linux-gnu/gconv",
            "usr/lib/jvm/java-25-openjdk-ppc64el/legal",
            "usr/lib/jvm/java-25-openjdk-ppc64el/lib/server/classes_coh.jsa",
        }) {
            assertFalse(names.contains(name), name);
        }
    }

    private static Set<String> names(Path archive) throws IOException {
        String text = new String(Files.readAllBytes(archive), StandardCharsets.ISO_8859_1);
        Matcher header = Pattern.compile("070701[0-9A-F]{104}([^\0]+)\0").matcher(text);
        return header.results().map(result -> result.group(1)).collect(Collectors.toSet());
    }
}

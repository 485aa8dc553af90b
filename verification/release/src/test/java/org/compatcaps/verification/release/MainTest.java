// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {

    @TempDir
    Path temporary;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    private String printed() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private SampleRepository sample(String name) throws Exception {
        return new SampleRepository(
                Files.createDirectories(temporary.resolve(name).resolve("repository")), "11");
    }

    private Path repository(String name) {
        return temporary.resolve(name).resolve("repository");
    }

    @Test
    void anEmptyReleaseIsNoRelease() throws Exception {
        assertFalse(Main.check(temporary.resolve("nothing"), true, out));
        assertTrue(printed().contains("our own rule: what is published: must be each of [compatcaps-api,"), printed());
        assertThrows(
                IllegalStateException.class,
                () -> Main.main(new String[] {"check", temporary.toString(), "--release"}));
        assertThrows(IllegalArgumentException.class, () -> Main.main(new String[] {"check"}));
    }

    @Test
    void signaturesAreCountedAndSnapshotsAllowedOnlyBetweenReleases() throws Exception {
        SampleRepository sample = sample("a");
        sample.version = "1.0.0-SNAPSHOT";
        sample.write();
        Main.check(repository("a"), false, out);
        assertTrue(printed().contains("7 files are not signed"), printed());
        assertTrue(
                printed().contains("as it must between releases: the version of 1 artifacts is a snapshot"), printed());
        bytes.reset();
        Main.check(repository("a"), true, out);
        assertTrue(
                printed().contains("Maven Central would refuse: compatcaps-sample: the version is a snapshot"),
                printed());
    }

    @Test
    void theSameBuildsAreTheSame() throws Exception {
        sample("a").write();
        sample("b").write();
        Files.writeString(repository("b").resolve("maven-metadata.xml"), "only the repository's");
        assertTrue(Main.compare(repository("a"), repository("b"), out), printed());
        // 7 files with 2 checksums each.
        assertTrue(printed().contains("21 files of two builds compared, byte for byte the same"), printed());
    }

    @Test
    void noFilesAreNotTheSame() throws Exception {
        Path empty = Files.createDirectories(temporary.resolve("empty"));
        assertFalse(Main.compare(empty, empty, out));
    }

    @Test
    void whatDiffersIsNamedDownToTheEntry() throws Exception {
        sample("a").write();
        SampleRepository other = sample("b");
        SampleRepository.put(other.jars.get("-sources.jar"), "META-INF/NOTICE", "another");
        other.texts.remove("-cyclonedx.xml");
        other.write();
        List<String> differences =
                Comparison.of(repository("a"), repository("b")).differences();
        String folder = "org/compatcaps/compatcaps-sample/1.0.0/compatcaps-sample-1.0.0";
        assertEquals(
                List.of(
                        folder + "-cyclonedx.xml: only one of the builds made it",
                        folder + "-cyclonedx.xml.md5: only one of the builds made it",
                        folder + "-cyclonedx.xml.sha1: only one of the builds made it",
                        folder + "-sources.jar: META-INF/NOTICE differs",
                        folder + "-sources.jar.md5: differs",
                        folder + "-sources.jar.sha1: differs"),
                differences);
    }

    @Test
    void packagesMustBeCompleteAndHaveTheirSboms() throws Exception {
        String deb = "compatcaps_1.0.0-1_all.deb";
        assertFalse(Main.packages(temporary, "1.0.0", "2026-01-01T00:00:00Z", out));
        assertTrue(printed().contains("must be [compatcaps-1.0.0-1.noarch.rpm, "), printed());
        assertTrue(printed().contains(deb + ": it has no SBOM in JSON and XML"), printed());

        sample("a").write();
        for (String format : List.of("json", "xml")) {
            String name = "org/compatcaps/compatcaps-sample/1.0.0/compatcaps-sample-1.0.0-cyclonedx." + format;
            Files.copy(repository("a").resolve(name), temporary.resolve(deb + ".cdx." + format));
        }
        bytes.reset();
        assertFalse(Main.packages(temporary, "1.0.0", "2026-01-01T00:00:00Z", out));
        assertTrue(printed().contains(deb + ": the SBOM is about \"org.compatcaps:compatcaps-sample\""), printed());
        assertTrue(printed().contains(deb + ": the SBOM has the components "), printed());
        assertThrows(
                IllegalStateException.class,
                () -> Main.main(new String[] {"packages", temporary.toString(), "1.0.0", "2026-01-01T00:00:00Z"}));
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.release;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The requirements of Maven Central, except signatures: complete POMs, sources and Javadoc for each jar, and checksums. The SBOMs are
 * a requirement of this project.
 */
final class CentralRules {

    /** Elements that an artifact may inherit from its parent. */
    private static final List<String> REQUIRED = List.of(
            "description",
            "url",
            "licenses/license/name",
            "licenses/license/url",
            "developers/developer/name",
            "scm/connection",
            "scm/developerConnection",
            "scm/url");

    private static final List<String> FORBIDDEN =
            List.of("repository", "pluginRepository", "snapshotRepository", "systemPath");

    private static final List<String> OF_POM = List.of(".pom");
    private static final List<String> OF_JAR =
            List.of(".pom", ".jar", "-sources.jar", "-javadoc.jar", "-cyclonedx.json", "-cyclonedx.xml");

    private static final Map<String, String> CHECKSUMS = Map.of(".md5", "MD5", ".sha1", "SHA-1");

    private CentralRules() {}

    static void check(List<Artifact> artifacts, Findings findings) throws Exception {
        for (Artifact artifact : artifacts) {
            checkPom(artifact, artifacts, findings);
            checkFiles(artifact, findings);
        }
    }

    static void checkPom(Artifact artifact, List<Artifact> all, Findings findings) {
        String name = artifact.name();
        List<Artifact> parents = all.stream()
                .filter(other -> other.name().equals(artifact.text("parent/artifactId")))
                .filter(other -> other.version().equals(artifact.text("parent/version")))
                .toList();
        int expected = artifact.texts("/project/parent").size();
        findings.requireEqual(expected, parents.size(), name, "the number of published parents");
        findings.require(!artifact.text("name").isEmpty(), name, "the POM has no name");
        for (String element : REQUIRED) {
            boolean isInherited =
                    parents.stream().anyMatch(parent -> !parent.text(element).isEmpty());
            findings.require(
                    isInherited || !artifact.text(element).isEmpty(),
                    name,
                    "neither the POM nor its parent has " + element);
        }
        for (String element : FORBIDDEN) {
            findings.require(artifact.texts("//" + element).isEmpty(), name, "the POM has a " + element);
        }
        for (String text : artifact.texts("//*[not(*)]")) {
            findings.require(
                    !text.endsWith("-SNAPSHOT") || text.equals(artifact.version()),
                    name,
                    "the POM has the snapshot version " + text);
        }
    }

    private static void checkFiles(Artifact artifact, Findings findings) throws Exception {
        Set<String> expected = new TreeSet<>();
        for (String ending : artifact.isJar() ? OF_JAR : OF_POM) {
            String name = artifact.baseName() + ending;
            expected.addAll(List.of(name, name + ".md5", name + ".sha1"));
        }
        Set<String> found = artifact.fileNames();
        findings.requireEqual(expected, found, artifact.name(), "the files");
        for (String name : found) {
            for (Map.Entry<String, String> checksum : CHECKSUMS.entrySet()) {
                if (found.contains(name + checksum.getKey())) {
                    Path file = artifact.folder().resolve(name);
                    byte[] digest =
                            MessageDigest.getInstance(checksum.getValue()).digest(Files.readAllBytes(file));
                    findings.requireEqual(
                            HexFormat.of().formatHex(digest),
                            Files.readString(Path.of(file + checksum.getKey())).strip(),
                            name,
                            checksum.getKey());
                }
            }
        }
    }
}

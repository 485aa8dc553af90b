// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.release;

import static org.compatcaps.verification.release.Finding.Kind.CENTRAL;
import static org.compatcaps.verification.release.Finding.Kind.SIGNATURE;
import static org.compatcaps.verification.release.Finding.Kind.SNAPSHOT;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.regex.Pattern;

/**
 * What Maven Central asks for, as its documentation says under "Requirements": complete POMs, sources and Javadoc for each
 * jar, checksums and signatures of each file, and no snapshots.
 */
final class CentralRules {

    /** Elements that Central asks for, and which an artifact may leave to its parent. */
    private static final List<String> REQUIRED = List.of(
            "description",
            "url",
            "licenses/license/name",
            "licenses/license/url",
            "developers/developer/name",
            "scm/connection",
            "scm/developerConnection",
            "scm/url");

    private static final Pattern COORDINATE = Pattern.compile("[A-Za-z0-9_.-]+");
    private static final Map<String, String> CHECKSUMS = Map.of(".md5", "MD5", ".sha1", "SHA-1");

    private final List<Artifact> artifacts;
    private final List<Finding> findings = new ArrayList<>();

    private CentralRules(List<Artifact> artifacts) {
        this.artifacts = artifacts;
    }

    static List<Finding> check(List<Artifact> artifacts) throws Exception {
        CentralRules rules = new CentralRules(artifacts);
        for (Artifact artifact : artifacts) {
            rules.checkCoordinates(artifact);
            rules.checkPom(artifact);
            rules.checkFiles(artifact);
        }
        return rules.findings;
    }

    private void refuse(Artifact artifact, String what) {
        findings.add(new Finding(CENTRAL, artifact.artifactId(), what));
    }

    private void checkCoordinates(Artifact artifact) {
        Pom pom = artifact.pom();
        Map<String, Optional<String>> inPom = new TreeMap<>();
        inPom.put(artifact.groupId(), pom.groupId());
        inPom.put(artifact.artifactId(), pom.text("artifactId"));
        inPom.put(artifact.version(), pom.version());
        inPom.forEach((folder, stated) -> {
            if (!COORDINATE.matcher(folder).matches()) {
                refuse(artifact, "\"" + folder + "\" is not allowed in coordinates");
            }
            if (!stated.equals(Optional.of(folder))) {
                refuse(artifact, "the folder says \"" + folder + "\", the POM \"" + stated.orElse("") + "\"");
            }
        });
        if (artifact.isSnapshot()) {
            findings.add(new Finding(SNAPSHOT, artifact.artifactId(), "the version is a snapshot"));
        }
    }

    private Optional<Artifact> parentOf(Artifact artifact) {
        Pom pom = artifact.pom();
        return artifacts.stream()
                .filter(other -> pom.text("parent/groupId").equals(Optional.of(other.groupId())))
                .filter(other -> pom.text("parent/artifactId").equals(Optional.of(other.artifactId())))
                .filter(other -> pom.text("parent/version").equals(Optional.of(other.version())))
                .findFirst();
    }

    private void checkPom(Artifact artifact) {
        Pom pom = artifact.pom();
        Optional<Artifact> parent = parentOf(artifact);
        if (!pom.elements("parent").isEmpty() && parent.isEmpty()) {
            refuse(artifact, "its parent is not among what is published");
        }
        if (pom.text("name").isEmpty()) {
            refuse(artifact, "the POM has no name");
        }
        for (String element : REQUIRED) {
            boolean inherited =
                    parent.isPresent() && parent.get().pom().text(element).isPresent();
            if (pom.text(element).isEmpty() && !inherited) {
                refuse(artifact, "neither the POM nor its parent has " + element);
            }
        }
        for (String element : List.of("repository", "pluginRepository", "snapshotRepository")) {
            if (!pom.allTexts(element).isEmpty()) {
                refuse(artifact, "the POM has a " + element);
            }
        }
        if (pom.allTexts("systemPath").stream().findAny().isPresent()) {
            refuse(artifact, "the POM has a dependency with a systemPath");
        }
        for (String version : pom.allTexts("version")) {
            if (version.endsWith("-SNAPSHOT") && !version.equals(artifact.version())) {
                refuse(artifact, "the POM asks for the snapshot " + version);
            }
        }
    }

    private void checkFiles(Artifact artifact) throws Exception {
        for (String ending : artifact.requiredFiles()) {
            if (!artifact.has(ending)) {
                refuse(artifact, "there is no " + artifact.file(ending).getFileName());
            } else if (isEmpty(artifact.file(ending))) {
                refuse(artifact, artifact.file(ending).getFileName() + " has nothing in it");
            }
        }
        for (Path file : artifact.foreignFiles()) {
            refuse(artifact, file.getFileName() + " is not named after the artifact");
        }
        for (Path file : artifact.files()) {
            for (Map.Entry<String, String> checksum : CHECKSUMS.entrySet()) {
                checkChecksum(artifact, file, checksum.getKey(), checksum.getValue());
            }
            if (!Files.exists(Path.of(file + ".asc"))) {
                findings.add(new Finding(SIGNATURE, artifact.artifactId(), file.getFileName() + " is not signed"));
            }
        }
    }

    private static boolean isEmpty(Path jar) throws IOException {
        try (JarFile opened = new JarFile(jar.toFile())) {
            return opened.stream()
                    .allMatch(entry -> entry.isDirectory() || entry.getName().startsWith("META-INF/"));
        }
    }

    private void checkChecksum(Artifact artifact, Path file, String ending, String algorithm)
            throws IOException, GeneralSecurityException {
        Path checksum = Path.of(file + ending);
        if (!Files.exists(checksum)) {
            refuse(artifact, "there is no " + checksum.getFileName());
            return;
        }
        StringBuilder right = new StringBuilder();
        for (byte one : MessageDigest.getInstance(algorithm).digest(Files.readAllBytes(file))) {
            right.append(String.format("%02x", one));
        }
        if (!Files.readString(checksum).trim().contentEquals(right)) {
            refuse(artifact, checksum.getFileName() + " is not the checksum of the file");
        }
    }
}

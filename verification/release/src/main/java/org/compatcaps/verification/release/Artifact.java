// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One version of one artifact in a folder that is laid out as a Maven repository. */
final class Artifact {

    /** What belongs to another file and is not published by itself. */
    private static final Set<String> COMPANIONS = Set.of(".md5", ".sha1", ".sha256", ".sha512", ".asc");

    private final Path folder;
    private final String groupId;
    private final String artifactId;
    private final String version;
    private final String base;
    private final Pom pom;

    private Artifact(Path repository, Path pomFile) throws Exception {
        folder = pomFile.getParent();
        Path place = repository.relativize(folder);
        version = place.getFileName().toString();
        artifactId = place.getParent().getFileName().toString();
        groupId = place.getParent().getParent().toString().replace('/', '.');
        String fileName = pomFile.getFileName().toString();
        // Snapshots have a timestamp here instead of the word.
        base = fileName.substring(0, fileName.length() - ".pom".length());
        pom = Pom.read(pomFile);
    }

    static List<Artifact> all(Path repository) throws Exception {
        List<Path> poms;
        try (Stream<Path> walk = Files.walk(repository)) {
            poms = walk.filter(file -> file.toString().endsWith(".pom"))
                    .sorted()
                    .collect(Collectors.toList());
        }
        List<Artifact> artifacts = new ArrayList<>();
        for (Path pom : poms) {
            artifacts.add(new Artifact(repository, pom));
        }
        return artifacts;
    }

    String groupId() {
        return groupId;
    }

    String artifactId() {
        return artifactId;
    }

    String version() {
        return version;
    }

    Pom pom() {
        return pom;
    }

    boolean isSnapshot() {
        return version.endsWith("-SNAPSHOT");
    }

    /** A file of this artifact, there or not: {@code .jar} or {@code -sources.jar}, for example. */
    Path file(String ending) {
        return folder.resolve(base + ending);
    }

    boolean has(String ending) {
        return Files.isRegularFile(file(ending));
    }

    /** What is published: neither checksums and signatures nor what only the repository itself keeps. */
    List<Path> files() throws IOException {
        return list(name -> COMPANIONS.stream().noneMatch(name::endsWith));
    }

    /** Files whose names do not begin as those of this artifact must. */
    List<Path> foreignFiles() throws IOException {
        return list(name -> !name.startsWith(base + ".") && !name.startsWith(base + "-"));
    }

    private List<Path> list(Predicate<String> wanted) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> !file.getFileName().toString().startsWith("maven-metadata"))
                    .filter(file -> wanted.test(file.getFileName().toString()))
                    .sorted()
                    .collect(Collectors.toList());
        }
    }

    /** What an artifact of this kind consists of; the POM is there, or it would not have been found. */
    Set<String> requiredFiles() {
        Set<String> endings = new TreeSet<>();
        if (pom.packaging().equals("jar")) {
            endings.addAll(Set.of(".jar", "-sources.jar", "-javadoc.jar"));
        }
        return endings;
    }

    @Override
    public String toString() {
        return artifactId;
    }
}

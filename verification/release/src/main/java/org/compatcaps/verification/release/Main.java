// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@code check DIRECTORY} checks a folder that is laid out as a Maven repository.
 *
 * <p>{@code packages DIRECTORY VERSION TIME} checks the packages of the command line.
 */
final class Main {

    private static final String CLI = "compatcaps-cli";

    private Main() {}

    /** Fails with an exception, because Maven runs this within its own process. */
    public static void main(String[] arguments) throws Exception {
        String command = arguments.length == 0 ? "" : arguments[0];
        Findings findings = new Findings();
        if (command.equals("check") && arguments.length == 2) {
            check(Path.of(arguments[1]), findings);
        } else if (command.equals("packages") && arguments.length == 4) {
            checkPackages(Path.of(arguments[1]), arguments[2], arguments[3], findings);
        } else {
            throw new IllegalArgumentException("usage: check DIRECTORY | packages DIRECTORY VERSION TIME");
        }
        findings.all().forEach(finding -> System.out.println("release: " + finding));
        if (!findings.all().isEmpty()) {
            throw new IllegalStateException(findings.all().size() + " findings, see above");
        }
        System.out.println("release: no findings in " + arguments[1]);
    }

    static void check(Path directory, Findings findings) throws Exception {
        List<Artifact> artifacts = Artifact.all(directory);
        Map<String, Map<String, String>> dependencies = Dependencies.expected();
        Set<String> expected = new TreeSet<>(dependencies.keySet());
        expected.addAll(Set.of("compatcaps-bom", "compatcaps-parent"));
        List<String> found = artifacts.stream().map(Artifact::name).sorted().toList();
        findings.requireEqual(List.copyOf(expected), found, directory, "the artifacts");
        findings.requireEqual(
                1L, artifacts.stream().map(Artifact::version).distinct().count(), directory, "the number of versions");
        CentralRules.check(artifacts, findings);
        JarRules.check(artifacts, findings);
        SbomRules.check(artifacts, dependencies, findings);
    }

    /** Requires one package of each kind, named after the version, and its SBOM in both formats. */
    static void checkPackages(Path directory, String version, String time, Findings findings) throws Exception {
        // The tool and its libraries, without jnr.
        Set<String> components = new TreeSet<>(Dependencies.expected().get(CLI).keySet());
        components.removeIf(name -> name.startsWith("com.github.jnr:")
                || name.startsWith("org.ow2.asm:")
                || name.equals("org.compatcaps:compatcaps-backend-jnr"));
        components.add("org.compatcaps:" + CLI);
        Set<String> expected = new TreeSet<>();
        for (String format : List.of("compatcaps_%s-1_all.deb", "compatcaps-%s-1.noarch.rpm", "compatcaps-%s.tar.gz")) {
            String name = format.replace("%s", version);
            expected.addAll(List.of(name, name + ".cdx.json", name + ".cdx.xml"));
            SbomRules.check(directory.resolve(name + ".cdx"), "compatcaps", time, components, findings);
        }
        findings.requireEqual(expected, files(directory), directory, "the packages");
    }

    private static Set<String> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The packages of the command line: one of each kind, named after the version, each with its SBOM in both formats. */
final class PackageRules {

    private static final String CLI = "compatcaps-cli";

    private PackageRules() {}

    static List<Finding> check(Path directory, String version, String time) throws Exception {
        List<String> packages = List.of(
                "compatcaps_" + version + "-1_all.deb",
                "compatcaps-" + version + "-1.noarch.rpm",
                "compatcaps-" + version + ".tar.gz");
        Set<String> expected = new TreeSet<>();
        List<Finding> findings = new ArrayList<>();
        for (String name : packages) {
            expected.addAll(List.of(name, name + ".cdx.json", name + ".cdx.xml"));
            findings.addAll(SbomRules.checkPackage(directory.resolve(name), time, components()));
        }
        Set<String> there = files(directory);
        if (!there.equals(expected)) {
            findings.add(new Finding(Finding.Kind.OURS, "the packages", "must be " + expected + ", are " + there));
        }
        return findings;
    }

    /** The tool and what it needs, without jnr. */
    private static Set<String> components() throws IOException {
        Set<String> components = new TreeSet<>(Dependencies.expected().get(CLI).keySet());
        components.removeIf(name -> name.startsWith("com.github.jnr:")
                || name.startsWith("org.ow2.asm:")
                || name.equals("org.compatcaps:compatcaps-backend-jnr"));
        components.add("org.compatcaps:" + CLI);
        return components;
    }

    private static Set<String> files(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return Set.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.release;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * {@code check DIRECTORY [--release]} says what Maven Central would refuse of a folder laid out as a repository, and what
 * breaks a rule of our own. Missing signatures are listed and allowed; so are snapshots, but not for a release.
 *
 * <p>{@code packages DIRECTORY VERSION TIME} checks the packages of the command line.
 *
 * <p>{@code compare DIRECTORY DIRECTORY} says what differs between two builds.
 */
final class Main {

    private Main() {}

    /** Ends with an exception, since Maven runs this within its own process. */
    public static void main(String[] arguments) throws Exception {
        List<String> given = List.of(arguments);
        if (given.size() >= 2 && given.get(0).equals("check")) {
            boolean isRelease = given.subList(2, given.size()).contains("--release");
            if (!check(Path.of(given.get(1)), isRelease, System.out)) {
                throw new IllegalStateException("The release check failed, see above");
            }
        } else if (given.size() == 4 && given.get(0).equals("packages")) {
            if (!packages(Path.of(given.get(1)), given.get(2), given.get(3), System.out)) {
                throw new IllegalStateException("The check of the packages failed, see above");
            }
        } else if (given.size() == 3 && given.get(0).equals("compare")) {
            if (!compare(Path.of(given.get(1)), Path.of(given.get(2)), System.out)) {
                throw new IllegalStateException("The two builds differ, see above");
            }
        } else {
            throw new IllegalArgumentException(
                    "usage: check DIRECTORY [--release] | packages DIRECTORY VERSION TIME | compare DIRECTORY DIRECTORY");
        }
    }

    static boolean check(Path directory, boolean isRelease, PrintStream out) throws Exception {
        List<Artifact> artifacts = Files.isDirectory(directory) ? Artifact.all(directory) : List.of();
        Map<String, Map<String, String>> dependencies = Dependencies.expected();
        List<Finding> findings = new ArrayList<>(CentralRules.check(artifacts));
        findings.addAll(JarRules.check(artifacts));
        findings.addAll(SbomRules.check(artifacts, dependencies));
        findings.addAll(completeness(artifacts, dependencies.keySet()));

        Set<Finding.Kind> allowed = EnumSet.of(Finding.Kind.SIGNATURE);
        if (!isRelease) {
            allowed.add(Finding.Kind.SNAPSHOT);
        }
        if (!JarTool.canValidate()) {
            out.println("release: jar --validate skipped, because it needs JDK " + JarTool.NEEDED + " and this is "
                    + Runtime.version().feature());
        }
        Map<Finding.Kind, Integer> counts = new TreeMap<>();
        int notAllowed = 0;
        for (Finding finding : findings) {
            counts.merge(finding.kind(), 1, Integer::sum);
            if (!allowed.contains(finding.kind())) {
                notAllowed++;
                String who = finding.kind() == Finding.Kind.OURS ? "our own rule" : "Maven Central would refuse";
                out.println("release: " + who + ": " + finding);
            }
        }
        if (counts.containsKey(Finding.Kind.SIGNATURE)) {
            out.println("release: Maven Central would refuse, and only the publisher can fix: "
                    + counts.get(Finding.Kind.SIGNATURE) + " files are not signed");
        }
        if (!isRelease && counts.containsKey(Finding.Kind.SNAPSHOT)) {
            out.println("release: Maven Central would refuse, as it must between releases: the version of "
                    + counts.get(Finding.Kind.SNAPSHOT) + " artifacts is a snapshot");
        }
        out.println("release: " + artifacts.size() + " artifacts checked, "
                + (notAllowed == 0 ? "nothing else found" : notAllowed + " found that must be fixed"));
        return notAllowed == 0;
    }

    static boolean packages(Path directory, String version, String time, PrintStream out) throws Exception {
        List<Finding> findings = PackageRules.check(directory, version, time);
        findings.forEach(finding -> out.println("release: " + finding));
        out.println("release: packages checked, "
                + (findings.isEmpty() ? "nothing found" : findings.size() + " found that must be fixed"));
        return findings.isEmpty();
    }

    /** All of what is published, and nothing else. */
    private static List<Finding> completeness(List<Artifact> artifacts, Set<String> jars) {
        Set<String> expected = new TreeSet<>(jars);
        expected.addAll(Set.of("compatcaps-bom", "compatcaps-parent"));
        List<String> there = new ArrayList<>();
        artifacts.forEach(artifact -> there.add(artifact.artifactId()));
        Collections.sort(there);
        if (there.equals(List.copyOf(expected))) {
            return List.of();
        }
        return List.of(new Finding(
                Finding.Kind.OURS, "what is published", "must be each of " + expected + " once, is " + there));
    }

    static boolean compare(Path first, Path second, PrintStream out) throws Exception {
        Comparison comparison = Comparison.of(first, second);
        comparison.differences().forEach(difference -> out.println("release: " + difference));
        boolean isSame = comparison.differences().isEmpty() && comparison.files() > 0;
        out.println("release: " + comparison.files() + " files of two builds compared, "
                + (isSame ? "byte for byte the same" : comparison.differences().size() + " differences"));
        return isSame;
    }
}

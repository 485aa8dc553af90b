// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.release;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.cyclonedx.Version;
import org.cyclonedx.exception.ParseException;
import org.cyclonedx.model.Bom;
import org.cyclonedx.model.Component;
import org.cyclonedx.model.LicenseChoice;
import org.cyclonedx.parsers.JsonParser;
import org.cyclonedx.parsers.XmlParser;

/**
 * The rules of this project for SBOMs: valid CycloneDX, the time of the release, and the components that the users of a jar get, each with
 * its licence. The module {@code sbom} completes them and has tests of its own.
 */
final class SbomRules {

    private final Findings findings;
    private final String subject;

    SbomRules(Findings findings, String subject) {
        this.findings = findings;
        this.subject = subject;
    }

    /** {@link CentralRules} reports a file that does not exist. */
    static void check(List<Artifact> artifacts, Map<String, Map<String, String>> dependencies, Findings findings)
            throws Exception {
        String time = artifacts.stream()
                .map(artifact -> artifact.text("properties/project.build.outputTimestamp"))
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse(Instant.EPOCH.toString());
        for (Artifact artifact : artifacts) {
            if (artifact.isJar()) {
                Set<String> components =
                        dependencies.getOrDefault(artifact.name(), Map.of()).keySet();
                check(
                        artifact.file("-cyclonedx"),
                        artifact.groupId() + ":" + artifact.name(),
                        time,
                        components,
                        findings);
            }
        }
    }

    /** Checks an SBOM in both formats: {@code file} with {@code .json} and {@code .xml} appended. */
    static void check(Path file, String name, String time, Set<String> components, Findings findings) throws Exception {
        Path json = Path.of(file + ".json");
        Path xml = Path.of(file + ".xml");
        if (!Files.exists(json) || !Files.exists(xml)) {
            return;
        }
        SbomRules rules = new SbomRules(findings, file.getFileName().toString());
        List<ParseException> problems = new ArrayList<>(new JsonParser().validate(json.toFile(), Version.VERSION_16));
        problems.addAll(new XmlParser().validate(xml.toFile(), Version.VERSION_16));
        problems.forEach(problem -> findings.require(false, rules.subject, "it is not valid: " + problem.getMessage()));
        if (problems.isEmpty()) {
            rules.checkContents(new JsonParser().parse(json.toFile()), name, time, components);
        }
    }

    void checkContents(Bom sbom, String name, String time, Set<String> expected) {
        Component about = sbom.getMetadata().getComponent();
        findings.requireEqual(name, nameOf(about), subject, "the subject");
        Date date = sbom.getMetadata().getTimestamp();
        findings.requireEqual(
                Instant.parse(time), date == null ? null : date.toInstant(), subject, "the time of the release");
        checkLicence(about);
        Set<String> names = new TreeSet<>();
        for (Component component : Objects.requireNonNullElse(sbom.getComponents(), List.<Component>of())) {
            names.add(nameOf(component));
            checkLicence(component);
        }
        findings.requireEqual(new TreeSet<>(expected), names, subject, "the components");
    }

    private void checkLicence(Component component) {
        findings.require(
                hasOneLicence(component.getLicenses()),
                subject,
                "it has no SPDX identifier or expression of " + nameOf(component));
    }

    private static boolean hasOneLicence(LicenseChoice choice) {
        if (choice == null || choice.getExpression() != null) {
            return choice != null;
        }
        return choice.getLicenses().size() == 1 && choice.getLicenses().get(0).getId() != null;
    }

    /** Returns {@code group:name[:classifier]}. */
    private static String nameOf(Component component) {
        String group = component.getGroup() == null ? "" : component.getGroup() + ":";
        String purl = Objects.requireNonNullElse(component.getPurl(), "");
        String classifier = purl.contains("classifier=") ? purl.replaceFirst(".*classifier=([^&]*).*", ":$1") : "";
        return group + component.getName() + classifier;
    }
}

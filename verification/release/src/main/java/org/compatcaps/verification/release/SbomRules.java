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
import org.cyclonedx.exception.GeneratorException;
import org.cyclonedx.exception.ParseException;
import org.cyclonedx.generators.BomGeneratorFactory;
import org.cyclonedx.model.Bom;
import org.cyclonedx.model.Component;
import org.cyclonedx.model.LicenseChoice;
import org.cyclonedx.model.OrganizationalEntity;
import org.cyclonedx.parsers.JsonParser;
import org.cyclonedx.parsers.XmlParser;

/**
 * The rules of this project for SBOMs: valid CycloneDX, the same in JSON and XML, the time of the release, and the components that the
 * users of a jar get, each with its supplier and licence.
 */
final class SbomRules {

    /** These have libffi inside their native libraries. */
    private static final Set<String> WITH_LIBFFI = Set.of("net.java.dev.jna:jna", "com.github.jnr:jffi:native");

    private final Findings findings;
    private final String subject;

    private SbomRules(Findings findings, String subject) {
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
        problems.forEach(problem -> rules.require(false, "it is not valid: " + problem.getMessage()));
        if (problems.isEmpty()) {
            Bom sbom = new JsonParser().parse(json.toFile());
            rules.checkContents(sbom, name, time, components);
            rules.require(
                    asJson(sbom).equals(asJson(new XmlParser().parse(xml.toFile()))),
                    "JSON and XML have different contents");
        }
    }

    private static String asJson(Bom sbom) throws GeneratorException {
        return BomGeneratorFactory.createJson(Version.VERSION_16, sbom).toJsonString();
    }

    private void require(boolean condition, String problem) {
        findings.require(condition, subject, problem);
    }

    private void checkContents(Bom sbom, String name, String time, Set<String> expected) {
        Component about = sbom.getMetadata().getComponent();
        findings.requireEqual(name, nameOf(about), subject, "the subject");
        require(sbom.getSerialNumber() == null, "it has a serial number, which differs from build to build");
        Date date = sbom.getMetadata().getTimestamp();
        findings.requireEqual(
                Instant.parse(time), date == null ? null : date.toInstant(), subject, "the time of the release");
        require(isNamed(sbom.getMetadata().getSupplier()), "it has no supplier");
        checkComponent(about);
        Set<String> names = new TreeSet<>();
        for (Component component : orEmpty(sbom.getComponents())) {
            names.add(nameOf(component));
            checkComponent(component);
        }
        findings.requireEqual(new TreeSet<>(expected), names, subject, "the components");
    }

    private static boolean isNamed(OrganizationalEntity entity) {
        return entity != null && entity.getName() != null;
    }

    private void checkComponent(Component component) {
        String name = nameOf(component);
        require(isNamed(component.getSupplier()), "it has no supplier of " + name);
        require(hasOneLicence(component.getLicenses()), "it has no SPDX identifier or expression of " + name);
        List<Component> contained = orEmpty(component.getComponents());
        contained.forEach(this::checkComponent);
        require(
                !WITH_LIBFFI.contains(name)
                        || contained.stream().anyMatch(one -> one.getName().equals("libffi")),
                "it does not list libffi inside " + name);
    }

    private static boolean hasOneLicence(LicenseChoice choice) {
        if (choice == null || choice.getExpression() != null) {
            return choice != null;
        }
        return choice.getLicenses().size() == 1 && choice.getLicenses().get(0).getId() != null;
    }

    private static <T> List<T> orEmpty(List<T> list) {
        return Objects.requireNonNullElse(list, List.of());
    }

    /** Returns {@code group:name[:classifier]}. */
    private static String nameOf(Component component) {
        String group = component.getGroup() == null ? "" : component.getGroup() + ":";
        String purl = Objects.requireNonNullElse(component.getPurl(), "");
        String classifier = purl.contains("classifier=") ? purl.replaceFirst(".*classifier=([^&]*).*", ":$1") : "";
        return group + component.getName() + classifier;
    }
}

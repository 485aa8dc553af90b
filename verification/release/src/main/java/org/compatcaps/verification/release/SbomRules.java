// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.release;

import static org.compatcaps.verification.release.Finding.Kind.OURS;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.cyclonedx.Version;
import org.cyclonedx.exception.GeneratorException;
import org.cyclonedx.exception.ParseException;
import org.cyclonedx.generators.BomGeneratorFactory;
import org.cyclonedx.model.Bom;
import org.cyclonedx.model.Component;
import org.cyclonedx.model.License;
import org.cyclonedx.model.LicenseChoice;
import org.cyclonedx.model.Metadata;
import org.cyclonedx.model.OrganizationalEntity;
import org.cyclonedx.parsers.JsonParser;
import org.cyclonedx.parsers.XmlParser;

/**
 * Each jar has a CycloneDX SBOM in both formats: valid, of the time of the release, and with the components that its users get,
 * their suppliers and licences.
 */
final class SbomRules {

    /** These have libffi inside their native libraries. */
    private static final Set<String> WITH_LIBFFI = Set.of("net.java.dev.jna:jna", "com.github.jnr:jffi:native");

    private final List<Finding> findings = new ArrayList<>();

    private SbomRules() {}

    static List<Finding> check(List<Artifact> artifacts, Map<String, Map<String, String>> dependencies)
            throws Exception {
        SbomRules rules = new SbomRules();
        String time = artifacts.stream()
                .flatMap(artifact -> artifact.pom().text("properties/project.build.outputTimestamp").stream())
                .findFirst()
                .orElse("unknown");
        for (Artifact artifact : artifacts) {
            if (artifact.pom().packaging().equals("jar")) {
                rules.checkSboms(
                        artifact,
                        time,
                        dependencies
                                .getOrDefault(artifact.artifactId(), Map.of())
                                .keySet());
            }
        }
        return rules.findings;
    }

    private void complain(Artifact artifact, String what) {
        findings.add(new Finding(OURS, artifact.artifactId(), what));
    }

    private void checkSboms(Artifact artifact, String time, Set<String> dependencies) throws Exception {
        Path json = artifact.file("-cyclonedx.json");
        Path xml = artifact.file("-cyclonedx.xml");
        if (!Files.exists(json) || !Files.exists(xml)) {
            complain(artifact, "it has no SBOM in JSON and XML");
            return;
        }
        List<ParseException> problemsOfXml = new XmlParser().validate(xml.toFile(), Version.VERSION_16);
        List<ParseException> problemsOfJson = new JsonParser().validate(json.toFile(), Version.VERSION_16);
        problemsOfXml.forEach(one -> complain(artifact, "the SBOM in XML is not valid: " + one.getMessage()));
        problemsOfJson.forEach(one -> complain(artifact, "the SBOM in JSON is not valid: " + one.getMessage()));
        if (problemsOfXml.isEmpty() && problemsOfJson.isEmpty()) {
            Bom sbom = new JsonParser().parse(json.toFile());
            checkContents(artifact, sbom, time, dependencies);
            if (!asJson(sbom).equals(asJson(new XmlParser().parse(xml.toFile())))) {
                complain(artifact, "the SBOMs in JSON and XML have different contents");
            }
        }
    }

    private static String asJson(Bom sbom) throws GeneratorException {
        return BomGeneratorFactory.createJson(Version.VERSION_16, sbom).toJsonString();
    }

    private void checkContents(Artifact artifact, Bom sbom, String time, Set<String> dependencies) {
        Metadata metadata = sbom.getMetadata() == null ? new Metadata() : sbom.getMetadata();
        Component subject = metadata.getComponent();
        String about = subject == null ? "" : nameOf(subject);
        if (!about.equals(artifact.groupId() + ":" + artifact.artifactId())) {
            complain(artifact, "the SBOM is about \"" + about + "\"");
        }
        if (sbom.getSerialNumber() != null) {
            complain(artifact, "the SBOM has a serial number, which differs from build to build");
        }
        if (!isAt(metadata.getTimestamp(), time)) {
            complain(
                    artifact,
                    "the time of the SBOM is " + metadata.getTimestamp() + ", project.build.outputTimestamp " + time);
        }
        if (!isNamed(metadata.getSupplier())) {
            complain(artifact, "the SBOM has no supplier");
        }
        if (subject != null) {
            checkComponent(artifact, subject);
        }
        Set<String> names = new TreeSet<>();
        for (Component component : orEmpty(sbom.getComponents())) {
            names.add(nameOf(component));
            checkComponent(artifact, component);
        }
        if (!names.equals(dependencies)) {
            complain(artifact, "the SBOM has the components " + names + ", the dependencies are " + dependencies);
        }
    }

    private static boolean isAt(Date date, String time) {
        try {
            return date != null && date.toInstant().equals(Instant.parse(time));
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static boolean isNamed(OrganizationalEntity entity) {
        return entity != null && entity.getName() != null;
    }

    private void checkComponent(Artifact artifact, Component component) {
        String name = nameOf(component);
        if (!isNamed(component.getSupplier())) {
            complain(artifact, "the SBOM does not know the supplier of " + name);
        }
        if (component.getVersion() == null) {
            complain(artifact, "the SBOM does not know the version of " + name);
        }
        checkLicences(artifact, name, component.getLicenses());
        List<Component> contained = orEmpty(component.getComponents());
        contained.forEach(one -> checkComponent(artifact, one));
        if (WITH_LIBFFI.contains(name)
                && contained.stream().noneMatch(one -> one.getName().equals("libffi"))) {
            complain(artifact, "the SBOM does not list libffi inside " + name);
        }
    }

    private void checkLicences(Artifact artifact, String name, LicenseChoice choice) {
        List<License> licences = choice == null ? List.of() : orEmpty(choice.getLicenses());
        if (licences.isEmpty() && (choice == null || choice.getExpression() == null)) {
            complain(artifact, "the SBOM does not know the licence of " + name);
        }
        if (licences.size() > 1) {
            complain(artifact, "the SBOM lists several licences of " + name + " and no SPDX expression");
        }
        for (License licence : licences) {
            if (licence.getId() == null) {
                complain(artifact, "the licence of " + name + " is no SPDX identifier: " + licence.getName());
            }
        }
    }

    private static <T> List<T> orEmpty(List<T> list) {
        return list == null ? List.of() : list;
    }

    private static String nameOf(Component component) {
        String group = component.getGroup() == null ? "" : component.getGroup() + ":";
        String purl = component.getPurl() == null ? "" : component.getPurl();
        int classifier = purl.indexOf("classifier=");
        return group
                + component.getName()
                + (classifier < 0
                        ? ""
                        : ":"
                                + purl.substring(classifier + "classifier=".length())
                                        .replaceAll("&.*", ""));
    }
}

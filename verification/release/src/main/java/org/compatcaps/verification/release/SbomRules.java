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

    private final List<Finding> findings;
    private final String checked;
    private final String name;
    private final String time;

    private SbomRules(List<Finding> findings, String checked, String name, String time) {
        this.findings = findings;
        this.checked = checked;
        this.name = name;
        this.time = time;
    }

    /** Checks the SBOMs beside a package of the command line. */
    static List<Finding> checkPackage(Path file, String time, Set<String> dependencies) throws Exception {
        String checked = file.getFileName().toString();
        SbomRules rules = new SbomRules(new ArrayList<>(), checked, "compatcaps", time);
        rules.checkSboms(
                file.resolveSibling(checked + ".cdx.json"), file.resolveSibling(checked + ".cdx.xml"), dependencies);
        return rules.findings;
    }

    static List<Finding> check(List<Artifact> artifacts, Map<String, Map<String, String>> dependencies)
            throws Exception {
        List<Finding> findings = new ArrayList<>();
        String time = artifacts.stream()
                .flatMap(artifact -> artifact.pom().text("properties/project.build.outputTimestamp").stream())
                .findFirst()
                .orElse("unknown");
        for (Artifact artifact : artifacts) {
            if (artifact.pom().packaging().equals("jar")) {
                String subject = artifact.artifactId();
                new SbomRules(findings, subject, artifact.groupId() + ":" + subject, time)
                        .checkSboms(
                                artifact.file("-cyclonedx.json"),
                                artifact.file("-cyclonedx.xml"),
                                dependencies.getOrDefault(subject, Map.of()).keySet());
            }
        }
        return findings;
    }

    private void complain(String what) {
        findings.add(new Finding(OURS, checked, what));
    }

    private void checkSboms(Path json, Path xml, Set<String> dependencies) throws Exception {
        if (!Files.exists(json) || !Files.exists(xml)) {
            complain("it has no SBOM in JSON and XML");
            return;
        }
        List<ParseException> problemsOfXml = new XmlParser().validate(xml.toFile(), Version.VERSION_16);
        List<ParseException> problemsOfJson = new JsonParser().validate(json.toFile(), Version.VERSION_16);
        problemsOfXml.forEach(one -> complain("the SBOM in XML is not valid: " + one.getMessage()));
        problemsOfJson.forEach(one -> complain("the SBOM in JSON is not valid: " + one.getMessage()));
        if (problemsOfXml.isEmpty() && problemsOfJson.isEmpty()) {
            Bom sbom = new JsonParser().parse(json.toFile());
            checkContents(sbom, dependencies);
            if (!asJson(sbom).equals(asJson(new XmlParser().parse(xml.toFile())))) {
                complain("the SBOMs in JSON and XML have different contents");
            }
        }
    }

    private static String asJson(Bom sbom) throws GeneratorException {
        return BomGeneratorFactory.createJson(Version.VERSION_16, sbom).toJsonString();
    }

    private void checkContents(Bom sbom, Set<String> dependencies) {
        Metadata metadata = sbom.getMetadata() == null ? new Metadata() : sbom.getMetadata();
        Component subject = metadata.getComponent();
        String about = subject == null ? "" : nameOf(subject);
        if (!about.equals(name)) {
            complain("the SBOM is about \"" + about + "\"");
        }
        if (sbom.getSerialNumber() != null) {
            complain("the SBOM has a serial number, which differs from build to build");
        }
        if (!isAt(metadata.getTimestamp(), time)) {
            complain("the time of the SBOM is " + metadata.getTimestamp() + ", project.build.outputTimestamp " + time);
        }
        if (!isNamed(metadata.getSupplier())) {
            complain("the SBOM has no supplier");
        }
        if (subject != null) {
            checkComponent(subject);
        }
        Set<String> names = new TreeSet<>();
        for (Component component : orEmpty(sbom.getComponents())) {
            names.add(nameOf(component));
            checkComponent(component);
        }
        if (!names.equals(dependencies)) {
            complain("the SBOM has the components " + names + ", the dependencies are " + dependencies);
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

    private void checkComponent(Component component) {
        String name = nameOf(component);
        if (!isNamed(component.getSupplier())) {
            complain("the SBOM does not know the supplier of " + name);
        }
        if (component.getVersion() == null) {
            complain("the SBOM does not know the version of " + name);
        }
        checkLicences(name, component.getLicenses());
        List<Component> contained = orEmpty(component.getComponents());
        contained.forEach(one -> checkComponent(one));
        if (WITH_LIBFFI.contains(name)
                && contained.stream().noneMatch(one -> one.getName().equals("libffi"))) {
            complain("the SBOM does not list libffi inside " + name);
        }
    }

    private void checkLicences(String name, LicenseChoice choice) {
        List<License> licences = choice == null ? List.of() : orEmpty(choice.getLicenses());
        if (licences.isEmpty() && (choice == null || choice.getExpression() == null)) {
            complain("the SBOM does not know the licence of " + name);
        }
        if (licences.size() > 1) {
            complain("the SBOM lists several licences of " + name + " and no SPDX expression");
        }
        for (License licence : licences) {
            if (licence.getId() == null) {
                complain("the licence of " + name + " is no SPDX identifier: " + licence.getName());
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

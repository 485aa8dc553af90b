// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.release;

import static org.compatcaps.verification.release.Finding.Kind.OURS;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.cyclonedx.Version;
import org.cyclonedx.exception.ParseException;
import org.cyclonedx.parsers.XmlParser;

/** Each jar has a CycloneDX SBOM in both formats, valid, and with the components that its users get. */
final class SbomRules {

    private final List<Finding> findings = new ArrayList<>();

    private SbomRules() {}

    static List<Finding> check(List<Artifact> artifacts, Map<String, Map<String, String>> dependencies)
            throws Exception {
        SbomRules rules = new SbomRules();
        for (Artifact artifact : artifacts) {
            if (artifact.pom().packaging().equals("jar")) {
                rules.checkSboms(
                        artifact,
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

    private void checkSboms(Artifact artifact, Set<String> dependencies) throws IOException {
        Path json = artifact.file("-cyclonedx.json");
        Path xml = artifact.file("-cyclonedx.xml");
        if (!Files.exists(json) || !Files.exists(xml)) {
            complain(artifact, "it has no SBOM in JSON and XML");
            return;
        }
        addProblems(artifact, "the SBOM in XML", new XmlParser().validate(xml.toFile(), Version.VERSION_16));
        addProblems(
                artifact,
                "the SBOM in JSON",
                new org.cyclonedx.parsers.JsonParser().validate(json.toFile(), Version.VERSION_16));
        checkContents(artifact, JsonParser.parseString(Files.readString(json)).getAsJsonObject(), dependencies);
    }

    private void addProblems(Artifact artifact, String file, List<ParseException> problems) {
        for (ParseException problem : problems) {
            complain(artifact, file + " is not valid: " + problem.getMessage());
        }
    }

    private void checkContents(Artifact artifact, JsonObject sbom, Set<String> dependencies) {
        JsonObject metadata = sbom.getAsJsonObject("metadata");
        String about = metadata == null || !metadata.has("component") ? "" : nameOf(metadata.get("component"));
        if (!about.equals(artifact.groupId() + ":" + artifact.artifactId())) {
            complain(artifact, "the SBOM is about \"" + about + "\"");
        }
        if (sbom.has("serialNumber") || metadata != null && metadata.has("timestamp")) {
            complain(artifact, "the SBOM has a serial number or a time, which differ from build to build");
        }
        Set<String> components = new TreeSet<>();
        JsonArray listed = sbom.getAsJsonArray("components");
        for (JsonElement component : listed == null ? new JsonArray() : listed) {
            components.add(nameOf(component));
            if (!component.getAsJsonObject().has("licenses")) {
                complain(artifact, "the SBOM does not know the licence of " + nameOf(component));
            }
        }
        if (!components.equals(dependencies)) {
            complain(artifact, "the SBOM has the components " + components + ", the dependencies are " + dependencies);
        }
    }

    private static String nameOf(JsonElement element) {
        JsonObject component = element.getAsJsonObject();
        String name = component.get("group").getAsString() + ":"
                + component.get("name").getAsString();
        String purl = component.has("purl") ? component.get("purl").getAsString() : "";
        int classifier = purl.indexOf("classifier=");
        return classifier < 0
                ? name
                : name + ":"
                        + purl.substring(classifier + "classifier=".length()).replaceAll("&.*", "");
    }
}

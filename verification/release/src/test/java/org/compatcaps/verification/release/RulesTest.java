// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.release;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.cyclonedx.parsers.JsonParser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

/**
 * Breaks the rules that forbid something: without effect, they would pass each release. The rules that require something fail on a
 * release if they read the wrong place.
 */
class RulesTest {

    private static final String TIME = "2026-01-02T03:04:05Z";

    @TempDir
    private Path directory;

    private final Findings findings = new Findings();
    private JarRules jarRules;

    private static Artifact mockWithPom(String pom) throws Exception {
        Document document =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(pom)));
        return new Artifact(Path.of(""), "org.compatcaps", "compatcaps-backend-mock", "1.0", "", document);
    }

    @BeforeEach
    void createRules() throws Exception {
        jarRules = new JarRules(mockWithPom("<project/>"), findings);
    }

    private void assertFinds(String finding) {
        assertTrue(findings.all().toString().contains(finding), () -> finding + " is not in " + findings.all());
    }

    @ParameterizedTest
    @CsvSource({
        "<repositories><repository/></repositories>, the POM has a repository",
        "<dependency><systemPath>x</systemPath></dependency>, the POM has a systemPath",
        "<properties><slf4j>2-SNAPSHOT</slf4j></properties>, the POM has the snapshot version 2-SNAPSHOT"
    })
    void pomHasNoRepositoryPathOrSnapshot(String elements, String finding) throws Exception {
        CentralRules.checkPom(mockWithPom("<project>" + elements + "</project>"), List.of(), findings);
        assertFinds(finding);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"notes.txt", "org/other/A.class", "META-INF/versions/22/org/compatcaps/backend/mock/A.class"})
    void jarHasNoOtherEntries(String entry) throws Exception {
        jarRules.checkEntries(new Jar("mock.jar", Map.of(entry, new byte[8])));
        assertFinds(entry + " does not belong into it");
    }

    @Test
    void javadocHasNoInternalsAndRepeatsNoWord() {
        byte[] index = "<title>Mock API 1.0 API</title>".getBytes(StandardCharsets.UTF_8);
        jarRules.checkJavadoc(
                new Jar("mock-javadoc.jar", Map.of("index.html", index, "org/compatcaps/internal/A.html", index)));
        assertFinds("the title of index.html is missing or repeats a word");
        assertFinds("org/compatcaps/internal/A.html is about internals");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "[{\"license\": {\"name\": \"Some licence\"}}]",
                "[{\"license\": {\"id\": \"MIT\"}}, {\"license\": {\"id\": \"X11\"}}]"
            })
    void sbomNeedsOneSpdxLicenceOfEachComponent(String licences) throws Exception {
        String sbom = """
                {"bomFormat": "CycloneDX", "specVersion": "1.6", "metadata": {"component": {"type": "library", "name": "a"}},
                 "components": [{"type": "library", "name": "b", "licenses": %s}]}
                """.formatted(licences);
        new SbomRules(findings, "sbom")
                .checkContents(new JsonParser().parse(sbom.getBytes(StandardCharsets.UTF_8)), "a", TIME, Set.of("b"));
        assertFinds("it has no SPDX identifier or expression of b");
    }

    @Test
    void sbomMustBeValid() throws Exception {
        Files.writeString(directory.resolve("sbom.json"), "{\"bomFormat\": \"CycloneDX\", \"specVersion\": \"1.6\"}");
        Files.writeString(
                directory.resolve("sbom.xml"), "<bom xmlns=\"http://cyclonedx.org/schema/bom/1.6\"><a/></bom>");
        SbomRules.check(directory.resolve("sbom"), "a", TIME, Set.of(), findings);
        assertFinds("it is not valid");
    }

    @Test
    void emptyDirectoryFails() {
        String empty = directory.toString();
        assertThrows(IllegalStateException.class, () -> Main.main(new String[] {"check", empty}));
        assertThrows(IllegalStateException.class, () -> Main.main(new String[] {"packages", empty, "1.0", TIME}));
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Breaks each rule in a small release. */
class RulesIT {

    @TempDir
    private Path directory;

    private SampleRelease sample;
    private final Findings findings = new Findings();

    @BeforeEach
    void createSample() throws Exception {
        sample = new SampleRelease();
    }

    private void check(String version) throws Exception {
        sample.write(directory, version);
        List<Artifact> artifacts = Artifact.all(directory);
        CentralRules.check(artifacts, findings);
        JarRules.check(artifacts, findings);
        SbomRules.check(artifacts, SampleRelease.DEPENDENCIES, findings);
    }

    private void assertFinds(String finding) {
        assertTrue(findings.all().toString().contains(finding), () -> finding + " is not in " + findings.all());
    }

    @Test
    void goodReleaseHasNoFindings() throws Exception {
        check(sample.version());
        assertEquals(List.of(), findings.all());
    }

    /** The columns: the finding; the arguments of {@link SampleRelease#replace}. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            has description                          | parent.pom | description> | x>
            has scm/url                              | parent.pom | <url>https://github.com/compatcaps/compatcaps-java</url> | ``
            the POM has a repository                 | parent.pom | </scm> | </scm><repositories><repository/></repositories>
            the POM has no name                      | .pom | <name>CompatCaps mock backend</name> | ``
            the number of published parents must be  | .pom | compatcaps-parent | compatcaps-other
            the POM has a systemPath                 | .pom | </project> | <a><systemPath>x</systemPath></a></project>
            has the snapshot version 2-SNAPSHOT      | .pom | </project> | <a><slf4j.version>2-SNAPSHOT</slf4j.version></a></project>
            the files must be                        | -sources.jar | |
            the files must be                        | -cyclonedx.xml | |
            the files must be                        | -notes.txt | | text
            it has no META-INF/LICENSE               | -sources.jar!META-INF/LICENSE | |
            it has no META-INF/NOTICE                | -javadoc.jar!META-INF/NOTICE | |
            Implementation-Version must be           | .jar!META-INF/MANIFEST.MF | Implementation-Version: | Implementation-Version: 9
            notes.txt does not belong into it        | .jar!notes.txt | | text
            A.class does not belong into it          | .jar!org/other/A.class | | not a class
            A.class does not belong into it          | .jar!META-INF/versions/22/org/compatcaps/backend/mock/A.class | | not a class
            Multi-Release must be "true"             | .jar!META-INF/versions/22/A | | text
            the packages of the module must be       | .jar!org/other/A.class | | not a class
            it has no module-info                    | .jar!module-info.class | |
            the main class of the module must be     | .jar!META-INF/MANIFEST.MF | Bundle-Vendor | Main-Class: A\\nBundle-Vendor
            the sources must be                      | -sources.jar!org/compatcaps/backend/mock/KernelCall.java | |
            the sources must be                      | -sources.jar!A.java | | class A {}
            it has no element-list                   | -javadoc.jar!element-list | |
            the title of index.html is missing       | -javadoc.jar!index.html | |
            the title of index.html is missing       | -javadoc.jar!index.html | 1.0 | 1.0 API
            is about internals                       | -javadoc.jar!org/compatcaps/internal/A.html | | text
            no links to the documentation of the JDK | -javadoc.jar!index.html | /11/ | /17/
            it is not valid                          | -cyclonedx.xml | | <bom xmlns="http://cyclonedx.org/schema/bom/1.6"><a/></bom>
            it is not valid                          | -cyclonedx.json | "version": 1, | "version": "one",
            JSON and XML have different contents     | -cyclonedx.json | "id": "MIT" | "id": "X11"
            the subject must be                      | -cyclonedx.json | compatcaps-backend-mock | other
            the components must be                   | -cyclonedx.json | "jffi" | "other"
            it has a serial number                   | -cyclonedx.json | "version": 1, | "version": 1, "serialNumber": "urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79",
            the time of the release must be          | -cyclonedx.json | 03:04:05Z | 03:04:06Z
            the time of the release must be          | -cyclonedx.json | "timestamp": "2026-01-02T03:04:05Z", | ``
            the time of the release must be          | parent.pom | 2026-01-02T03:04:05Z | ``
            it has no supplier                       | -cyclonedx.json | "supplier": {"name": "B"} | "authors": []
            it has no supplier of libffi             | -cyclonedx.json | "supplier": {"name": "D"}, | ``
            expression of com.github.jnr:jffi:native | -cyclonedx.json | "licenses": [{"expression": "Apache-2.0 OR MIT"}], | ``
            expression of libffi                     | -cyclonedx.json | {"id": "MIT"}} | {"id": "MIT"}}, {"license": {"id": "X11"}}
            expression of libffi                     | -cyclonedx.json | "id": "MIT" | "name": "MIT"
            it does not list libffi inside           | -cyclonedx.json | "libffi" | "other"
            """)
    void reports(String finding, String file, String text, String replacement) throws Exception {
        sample.replace(file, text, replacement);
        check(sample.version());
        assertFinds(finding);
    }

    @Test
    void reportsClassForNewerJava() throws Exception {
        sample.makeClassNewer(".jar!org/compatcaps/backend/mock/KernelCall.class");
        check(sample.version());
        assertFinds("the Java version of org/compatcaps/backend/mock/KernelCall.class must be \"11\", but is \"17\"");
    }

    @Test
    void reportsWrongChecksum() throws Exception {
        sample.write(directory, "1.0");
        Files.writeString(Artifact.all(directory).get(0).file(".pom.md5"), "0");
        CentralRules.check(Artifact.all(directory), findings);
        assertFinds("compatcaps-backend-mock-1.0.pom: .md5 must be");
    }

    @Test
    void emptyReleaseFails() {
        String[] arguments = {"check", directory.toString()};
        assertThrows(IllegalStateException.class, () -> Main.main(arguments));
        assertThrows(IllegalArgumentException.class, () -> Main.main(new String[] {"check"}));
    }

    @Test
    void packagesMustBeCompleteAndHaveTheirSboms() throws Exception {
        sample.write(directory, "1.0");
        Path packages = Files.createDirectory(directory.resolve("packages"));
        for (String format : List.of(".json", ".xml")) {
            Path sbom = Artifact.all(directory).get(0).file("-cyclonedx" + format);
            Files.copy(sbom, packages.resolve("compatcaps_1.0-1_all.deb.cdx" + format));
        }
        Main.checkPackages(packages, "1.0", "2026-01-01T00:00:00Z", findings);
        assertFinds("the packages must be \"[compatcaps-1.0-1.noarch.rpm, ");
        assertFinds("compatcaps_1.0-1_all.deb.cdx: the subject must be \"compatcaps\"");
        assertFinds("compatcaps_1.0-1_all.deb.cdx: the components must be");
        assertFinds("compatcaps_1.0-1_all.deb.cdx: the time of the release must be \"2026-01-01T00:00:00Z\"");
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.release;

import static org.compatcaps.verification.release.Finding.Kind.SIGNATURE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule on a release that breaks it. */
class RulesTest {

    private static final String SUPPLIER = "\"supplier\":{\"name\":\"Somebody\"},";
    private static final String MANIFEST = "META-INF/MANIFEST.MF";

    @TempDir
    Path temporary;

    /** What is done to a good release before it is written. */
    private interface Breakage {
        void on(SampleRepository sample);
    }

    private static List<Finding> findings(List<Artifact> artifacts) throws Exception {
        List<Finding> findings = new ArrayList<>(CentralRules.check(artifacts));
        findings.addAll(JarRules.check(artifacts));
        findings.addAll(SbomRules.check(artifacts, SampleRepository.DEPENDENCIES));
        return findings;
    }

    private static List<String> withoutSignatures(List<Finding> findings) {
        return findings.stream()
                .filter(finding -> finding.kind() != SIGNATURE)
                .map(Finding::toString)
                .collect(Collectors.toList());
    }

    private SampleRepository sample() throws Exception {
        return new SampleRepository(Files.createDirectories(temporary.resolve("repository")), "11");
    }

    @Test
    void aGoodReleaseOnlyLacksSignatures() throws Exception {
        SampleRepository sample = sample();
        List<Finding> findings = findings(sample.write());
        assertEquals(List.of(), withoutSignatures(findings));
        // The two POMs, three jars and two SBOMs.
        assertEquals(7, findings.size(), findings.toString());
        Files.writeString(Path.of(sample.file(".jar") + ".asc"), "signature");
        assertEquals(6, findings(sample.write()).size());
    }

    private static Breakage parent(String what, String by) {
        return sample -> sample.parentFiles.compute(".pom", (ending, text) -> SampleRepository.replace(text, what, by));
    }

    private static Breakage text(String file, String what, String by) {
        return sample -> sample.texts.compute(file, (ending, text) -> SampleRepository.replace(text, what, by));
    }

    private static Breakage entry(String jar, String entry, String what, String by) {
        return sample -> sample.edit(jar, entry, what, by);
    }

    private static Breakage manifest(String what, String by) {
        return entry(".jar", MANIFEST, what, by);
    }

    private static Breakage add(String jar, String entry) {
        return sample -> SampleRepository.put(sample.jars.get(jar), entry, "text");
    }

    private static Breakage remove(String jar, String entry) {
        return sample -> sample.jars.get(jar).remove(entry);
    }

    private static Arguments of(String finding, Breakage breakage) {
        return Arguments.of(finding, breakage);
    }

    private static Stream<Arguments> breakages() {
        return Stream.of(
                of("has description", parent("<description>A parent.</description>", "")),
                of("has url", parent("<url>https://compatcaps.org</url>", "")),
                of("has licenses/license/name", parent("<name>Apache-2.0</name>", "<name> </name>")),
                of("has licenses/license/url", parent("<url>https://www.apache.org</url>", "")),
                of("has developers/developer/name", parent("<name>Somebody</name>", "")),
                of("has scm/connection", parent("<connection>scm:git:x</connection>", "")),
                of("has scm/developerConnection", parent("<developerConnection>scm:git:y</developerConnection>", "")),
                of("has scm/url", parent("<url>https://example.org</url>", "")),
                of("has no name", text(".pom", "<name>Sample</name>", "")),
                of("its parent is not among", text(".pom", "<version>1.0.0", "<version>0.9.0</version><version>1.0.0")),
                of("the POM has a repository", parent("</scm>", "</scm><repositories><repository/></repositories>")),
                of(
                        "a systemPath",
                        text(".pom", "</project>", "<dependency><systemPath>x</systemPath></dependency></project>")),
                of(
                        "asks for the snapshot 2-SNAPSHOT",
                        text(".pom", "</project>", "<a><version>2-SNAPSHOT</version></a></project>")),
                of("the folder says \"compatcaps-sample\"", text(".pom", ">compatcaps-sample<", ">other<")),
                of("the version is a snapshot", sample -> sample.version = "1.0.0-SNAPSHOT"),
                of("not allowed in coordinates", sample -> sample.version = "1 0"),
                of("there is no compatcaps-sample-1.0.0-sources.jar", sample -> sample.jars.remove("-sources.jar")),
                of("there is no compatcaps-sample-1.0.0-javadoc.jar", sample -> sample.jars.remove("-javadoc.jar")),
                of("there is no compatcaps-sample-1.0.0.jar", sample -> sample.jars.remove(".jar")),
                of(
                        "javadoc.jar has nothing in it",
                        sample -> sample.jars
                                .get("-javadoc.jar")
                                .keySet()
                                .removeIf(name -> !name.startsWith("META-INF"))),
                of("it has no META-INF/LICENSE", remove("-sources.jar", "META-INF/LICENSE")),
                of("it has no META-INF/NOTICE", remove("-javadoc.jar", "META-INF/NOTICE")),
                of("has no Implementation-Title", manifest("Implementation-Title", "Title")),
                of("has no Implementation-Vendor", entry("-sources.jar", MANIFEST, "Implementation-Vendor", "Vendor")),
                of(
                        "says Implementation-Version: 1.0.1",
                        manifest("Implementation-Version: 1.0.0", "Implementation-Version: 1.0.1")),
                of("notes.txt does not belong into it", add(".jar", "notes.txt")),
                of(
                        "org/other/A.class does not belong into it",
                        sample -> sample.jars
                                .get(".jar")
                                .put(
                                        "org/other/A.class",
                                        sample.jars.get(".jar").get("org/compatcaps/sample/Sample.class"))),
                of(
                        "META-INF/versions/22/org/compatcaps/sample/A.class does not belong",
                        sample -> sample.jars
                                .get(".jar")
                                .put(
                                        "META-INF/versions/22/org/compatcaps/sample/A.class",
                                        sample.jars.get(".jar").get("org/compatcaps/sample/Sample.class"))),
                of(
                        "Multi-Release in its manifest differ",
                        manifest("Bundle-Version", "Multi-Release: true\nBundle-Version")),
                of("it has no module-info", remove(".jar", "module-info.class")),
                of(
                        "its Main-Class is a.B, which is not in it",
                        manifest("Bundle-Version", "Main-Class: a.B\nBundle-Version")),
                of(
                        "the main class of the module is not there",
                        manifest("Bundle-Version", "Main-Class: org.compatcaps.sample.Sample\nBundle-Version")),
                of(
                        "the module of an application exports",
                        manifest("Bundle-Version", "Main-Class: org.compatcaps.sample.Sample\nBundle-Version")),
                of("Bundle-SymbolicName is x", manifest("Name: org.compatcaps.sample", "Name: x")),
                of("Bundle-Version is 1.0.0.x", manifest("Bundle-Version: 1.0.0", "Bundle-Version: 1.0.0.x")),
                of(
                        "its manifest has Bnd-LastModified",
                        manifest("Bundle-Version", "Bnd-LastModified: 1\nBundle-Version")),
                of("the bundle exports []", manifest("Export-Package", "Export")),
                of(
                        "org.compatcaps.sample is exported without the version",
                        manifest("sample;version=\"1.0.0\"", "sample")),
                of("org.slf4j is imported in any version", manifest("org.slf4j;version=\"[2.0,3)\"", "org.slf4j")),
                of(
                        "org.jspecify.annotations has only annotations and is not an optional import",
                        manifest("Import-Package: ", "Import-Package: org.jspecify.annotations;version=\"[1.0,2)\",")),
                of("it cannot be resolved without a;filter", manifest(";resolution:=optional", "")),
                of(
                        "it has no org/compatcaps/sample/Sample.java",
                        remove("-sources.jar", "org/compatcaps/sample/Sample.java")),
                of("there is no class for A.java", add("-sources.jar", "A.java")),
                of("no element-list", remove("-javadoc.jar", "element-list")),
                of("no index.html", remove("-javadoc.jar", "index.html")),
                of("index.html has no title", entry("-javadoc.jar", "index.html", "<title>", "")),
                of(
                        "its title \"Sample API 1.0.0 API\" repeats a word",
                        entry("-javadoc.jar", "index.html", "1.0.0", "1.0.0 API")),
                of("is about internals", add("-javadoc.jar", "org/compatcaps/internal/A.html")),
                of("no links to the documentation of the JDK", entry("-javadoc.jar", "index.html", "/11/", "/17/")),
                of("it has no SBOM", sample -> sample.texts.remove("-cyclonedx.xml")),
                of("the SBOM in XML is not valid", text("-cyclonedx.xml", "<components>", "<components><other/>")),
                of("the SBOM in JSON is not valid", text("-cyclonedx.json", "\"version\":1,", "\"version\":\"one\",")),
                of("have different contents", text("-cyclonedx.xml", "<version>3</version>", "<version>4</version>")),
                of(
                        "the SBOM is about",
                        text("-cyclonedx.json", "\"name\":\"compatcaps-sample\"", "\"name\":\"other\"")),
                of(
                        "a serial number",
                        text(
                                "-cyclonedx.json",
                                "\"version\":1,",
                                "\"version\":1,\"serialNumber\":\"urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79\",")),
                of("the time of the SBOM is", text("-cyclonedx.json", "\"timestamp\":\"2026-01-02T03:04:05Z\",", "")),
                of("the time of the SBOM is", text("-cyclonedx.json", "03:04:05Z", "03:04:06Z")),
                of("project.build.outputTimestamp unknown", parent("2026-01-02T03:04:05Z", "")),
                of(
                        "the SBOM has no supplier",
                        text(
                                "-cyclonedx.json",
                                "},\"supplier\":{\"name\":\"Somebody\"}},\"components\"",
                                "}},\"components\"")),
                of(
                        "does not know the supplier of org.compatcaps:compatcaps-sample",
                        text(
                                "-cyclonedx.json",
                                SUPPLIER + "\"group\":\"org.compatcaps\"",
                                "\"group\":\"org.compatcaps\"")),
                of(
                        "does not know the supplier of com.github.jnr:jffi:native",
                        text(
                                "-cyclonedx.json",
                                SUPPLIER + "\"group\":\"com.github.jnr\"",
                                "\"group\":\"com.github.jnr\"")),
                of(
                        "does not know the supplier of libffi",
                        text("-cyclonedx.json", SUPPLIER + "\"name\":\"libffi\"", "\"name\":\"libffi\"")),
                of("does not know the version of libffi", text("-cyclonedx.json", ",\"version\":\"3\"", "")),
                of(
                        "does not know the licence of com.github.jnr:jffi:native",
                        text("-cyclonedx.json", "\"licenses\":[{\"expression\":\"Apache-2.0 OR MIT\"}],", "")),
                of(
                        "lists several licences of com.github.jnr:jffi:native",
                        text(
                                "-cyclonedx.json",
                                "{\"expression\":\"Apache-2.0 OR MIT\"}",
                                "{\"license\":{\"id\":\"Apache-2.0\"}},{\"license\":{\"id\":\"MIT\"}}")),
                of(
                        "the licence of libffi is no SPDX identifier: The MIT licence",
                        text("-cyclonedx.json", "{\"id\":\"MIT\"}", "{\"name\":\"The MIT licence\"}")),
                of(
                        "does not list libffi inside com.github.jnr:jffi:native",
                        text("-cyclonedx.json", "\"name\":\"libffi\"", "\"name\":\"other\"")),
                of(
                        "the SBOM has the components [com.github.jnr:other:native]",
                        text("-cyclonedx.json", "\"name\":\"jffi\"", "\"name\":\"other\"")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("breakages")
    void whatIsBrokenIsFound(String finding, Breakage breakage) throws Exception {
        SampleRepository sample = sample();
        breakage.on(sample);
        List<String> found = withoutSignatures(findings(sample.write()));
        assertTrue(found.stream().anyMatch(one -> one.contains(finding)), finding + " is not in " + found);
    }

    @Test
    void aVersionedClassWithOtherPublicMembersIsFound() throws Exception {
        assumeTrue(JarTool.canValidate(), "jar --validate needs JDK " + JarTool.NEEDED);
        SampleRepository sample = sample();
        byte[] nested = sample.jars.get(".jar").get("org/compatcaps/sample/Sample$Nested.class");
        sample.edit(".jar", MANIFEST, "Bundle-Version", "Multi-Release: true\nBundle-Version");
        sample.jars.get(".jar").put("META-INF/versions/22/org/compatcaps/sample/Sample.class", nested);
        List<String> found = withoutSignatures(findings(sample.write()));
        assertTrue(found.stream().anyMatch(one -> one.contains("jar --validate: ")), found.toString());
    }

    @Test
    void classesForANewerJavaAreFound() throws Exception {
        SampleRepository sample = new SampleRepository(Files.createDirectories(temporary.resolve("repository")), "17");
        assertTrue(withoutSignatures(findings(sample.write())).get(0).contains("is for Java 17"));
    }

    @Test
    void checksumsAreComparedAndForeignFilesFound() throws Exception {
        SampleRepository sample = sample();
        sample.write();
        Files.writeString(Path.of(sample.file(".pom") + ".md5"), "0");
        Files.delete(Path.of(sample.file("-sources.jar") + ".sha1"));
        Files.writeString(sample.file(".pom").resolveSibling("notes.txt"), "text");
        List<String> found = withoutSignatures(CentralRules.check(Artifact.all(temporary.resolve("repository"))));
        String all = String.join("\n", found);
        assertTrue(all.contains("1.0.0.pom.md5 is not the checksum of the file"), all);
        assertTrue(all.contains("there is no compatcaps-sample-1.0.0-sources.jar.sha1"), all);
        assertTrue(all.contains("notes.txt is not named after the artifact"), all);
    }
}

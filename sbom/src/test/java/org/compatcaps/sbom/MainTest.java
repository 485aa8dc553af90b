// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.sbom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.cyclonedx.Version;
import org.cyclonedx.generators.BomGeneratorFactory;
import org.cyclonedx.model.Bom;
import org.cyclonedx.model.Component;
import org.cyclonedx.model.Dependency;
import org.cyclonedx.model.License;
import org.cyclonedx.model.LicenseChoice;
import org.cyclonedx.model.Metadata;
import org.cyclonedx.parsers.JsonParser;
import org.cyclonedx.parsers.XmlParser;
import org.cyclonedx.util.BomUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {

    private static final String TIME = "2026-01-02T03:04:05Z";
    private static final String PROPERTIES = "META-INF/maven/org.compatcaps/app/pom.properties";

    @TempDir
    Path temporary;

    private Path sbom;
    private Path jars;

    /** The SBOM of the plugin for the application app 1, which uses JNA, jffi and SLF4J. */
    private final Bom bom = new Bom();

    private final Component jna = component("net.java.dev.jna", "jna", "5.19.1", "?type=jar");
    private final Component jffi = component("com.github.jnr", "jffi", "1.4.3", "?classifier=native&type=jar");
    private final Component slf4j = component("org.slf4j", "slf4j-api", "2.0.20", "?type=jar");

    @BeforeEach
    void describeTheApplication() throws Exception {
        sbom = temporary.resolve("app.json");
        jars = Files.createDirectories(temporary.resolve("package/lib"));
        jar("app.jar", PROPERTIES, "version=1\n");
        Component app = component("org.compatcaps", "app", "1", "?type=jar");
        bom.setMetadata(new Metadata());
        bom.getMetadata().setComponent(app);
        List<Dependency> dependencies = new ArrayList<>();
        Dependency root = new Dependency(app.getBomRef());
        dependencies.add(root);
        for (Component component : List.of(jna, jffi, slf4j)) {
            Path jar = jar(component.getName() + ".jar", "entry", component.getName());
            component.setHashes(BomUtils.calculateHashes(jar.toFile(), Version.VERSION_16));
            root.addDependency(new Dependency(component.getBomRef()));
            dependencies.add(new Dependency(component.getBomRef()));
        }
        licences(jna, "LGPL-2.1-or-later", "Apache-2.0");
        bom.setComponents(List.of(jna, jffi, slf4j));
        bom.setDependencies(dependencies);
    }

    private static Component component(String group, String name, String version, String qualifiers) {
        Component component = new Component();
        component.setType(Component.Type.LIBRARY);
        component.setGroup(group);
        component.setName(name);
        component.setVersion(version);
        component.setPurl("pkg:maven/" + group + "/" + name + "@" + version + qualifiers);
        component.setBomRef(component.getPurl());
        licences(component, "MIT");
        return component;
    }

    private static void licences(Component component, String... identifiers) {
        LicenseChoice choice = new LicenseChoice();
        for (String identifier : identifiers) {
            License licence = new License();
            licence.setId(identifier);
            choice.addLicense(licence);
        }
        component.setLicenses(choice);
    }

    private Path jar(String file, String entry, String content) throws Exception {
        Path jar = jars.resolve(file);
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            zip.putNextEntry(new ZipEntry(entry));
            zip.write(content.getBytes(StandardCharsets.UTF_8));
        }
        return jar;
    }

    private Bom complete() throws Exception {
        Files.writeString(
                sbom, BomGeneratorFactory.createJson(Version.VERSION_16, bom).toJsonString());
        Main.main(new String[] {"complete", TIME, sbom.toString()});
        return new JsonParser().parse(sbom.toFile());
    }

    private Bom packaged() throws Exception {
        complete();
        Path made = temporary.resolve("made.json");
        String directory = temporary.resolve("package").toString();
        Main.main(new String[] {"package", "app-deb", "1-1", TIME, sbom.toString(), directory, made.toString()});
        assertEquals(List.of(), new JsonParser().validate(made.toFile(), Version.VERSION_16));
        assertEquals(
                List.of(),
                new XmlParser().validate(temporary.resolve("made.xml").toFile(), Version.VERSION_16));
        return new JsonParser().parse(made.toFile());
    }

    private static Map<String, Component> byName(Bom of) {
        return of.getComponents().stream()
                .collect(Collectors.toMap(Component::getName, one -> one, (one, other) -> one, TreeMap::new));
    }

    private static Map<String, List<String>> dependencies(Bom of) {
        Map<String, List<String>> found = new TreeMap<>();
        for (Dependency one : of.getDependencies()) {
            List<Dependency> uses = one.getDependencies() == null ? List.of() : one.getDependencies();
            found.put(one.getRef(), uses.stream().map(Dependency::getRef).collect(Collectors.toList()));
        }
        return found;
    }

    @Test
    void completeAddsTimeAndSuppliers() throws Exception {
        Bom completed = complete();
        assertEquals(Instant.parse(TIME), completed.getMetadata().getTimestamp().toInstant());
        assertEquals("CompatCaps", completed.getMetadata().getSupplier().getName());
        assertEquals(
                "CompatCaps",
                completed.getMetadata().getComponent().getSupplier().getName());
        assertEquals("QOS.ch", byName(completed).get("slf4j-api").getSupplier().getName());
    }

    @Test
    void completeWritesTheSameTimeInEachTimeZone() throws Exception {
        TimeZone before = TimeZone.getDefault();
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Auckland"));
            complete();
        } finally {
            TimeZone.setDefault(before);
        }
        assertTrue(Files.readString(sbom).contains("\"timestamp\" : \"" + TIME + "\""));
        assertTrue(Files.readString(temporary.resolve("app.xml")).contains("<timestamp>" + TIME + "</timestamp>"));
    }

    @Test
    void completeWritesLicenceChoiceAsOneExpression() throws Exception {
        Map<String, Component> components = byName(complete());
        assertEquals(
                "LGPL-2.1-or-later OR Apache-2.0",
                components.get("jna").getLicenses().getExpression().getValue());
        assertEquals(
                "MIT",
                components.get("slf4j-api").getLicenses().getLicenses().get(0).getId());
    }

    @Test
    void completeListsLibffiInsideJnaAndJffi() throws Exception {
        Bom completed = complete();
        Component libffi = byName(completed).get("jna").getComponents().get(0);
        assertEquals("libffi", libffi.getName());
        assertEquals("3.4.4", libffi.getVersion());
        assertEquals("MIT", libffi.getLicenses().getLicenses().get(0).getId());
        assertEquals(
                List.of("3.5.2", "3.1"),
                byName(completed).get("jffi").getComponents().stream()
                        .map(Component::getVersion)
                        .collect(Collectors.toList()));
        assertEquals(List.of(libffi.getBomRef()), dependencies(completed).get(jna.getBomRef()));
        assertEquals(List.of(), dependencies(completed).get(libffi.getBomRef()));
    }

    @Test
    void completingTwiceChangesNothing() throws Exception {
        complete();
        String json = Files.readString(sbom);
        String xml = Files.readString(temporary.resolve("app.xml"));
        Main.main(new String[] {"complete", TIME, sbom.toString()});
        assertEquals(json, Files.readString(sbom));
        assertEquals(xml, Files.readString(temporary.resolve("app.xml")));
    }

    private void assertFails(String message) {
        String found = assertThrows(IllegalStateException.class, this::complete).getMessage();
        assertTrue(found.contains(message), found);
    }

    @Test
    void unknownSupplierFails() {
        slf4j.setGroup("org.other");
        assertFails("No supplier is known for the group org.other");
    }

    @Test
    void severalLicencesWithoutAnExpressionFail() {
        licences(slf4j, "MIT", "Apache-2.0");
        assertFails("org.slf4j:slf4j-api has several licences");
    }

    @Test
    void unlistedVersionOfJnaFails() {
        jna.setVersion("5.20.0");
        assertFails("net.java.dev.jna:jna has the version 5.20.0, but contained.tsv");
    }

    @Test
    void packageHasTheJarsThatAreThere() throws Exception {
        Files.delete(jars.resolve("jffi.jar"));
        // Jars are identified by hash, not by name.
        Files.move(jars.resolve("slf4j-api.jar"), jars.resolve("slf4j-api-2.0.20.jar"));
        Bom packaged = packaged();
        Component whole = packaged.getMetadata().getComponent();
        assertEquals("app-deb 1-1", whole.getName() + " " + whole.getVersion());
        assertEquals(Component.Type.APPLICATION, whole.getType());
        assertEquals(
                List.of("app", "jna", "slf4j-api"),
                packaged.getComponents().stream().map(Component::getName).collect(Collectors.toList()));
        assertEquals(8, packaged.getComponents().get(0).getHashes().size());
        Map<String, List<String>> dependencies = dependencies(packaged);
        assertEquals(List.of("pkg:maven/org.compatcaps/app@1?type=jar"), dependencies.get("pkg:generic/app-deb@1-1"));
        assertEquals(
                List.of(jna.getBomRef(), slf4j.getBomRef()),
                dependencies.get("pkg:maven/org.compatcaps/app@1?type=jar"));
        assertTrue(dependencies.keySet().stream().noneMatch(one -> one.contains("jffi")), dependencies.toString());
        assertEquals(1, dependencies.get(jna.getBomRef()).size());
    }

    private void assertNotPackaged(String message) {
        String found =
                assertThrows(IllegalArgumentException.class, this::packaged).getMessage();
        assertTrue(found.contains(message), found);
    }

    @Test
    void packageWithUnlistedJarFails() throws Exception {
        jar("other.jar", "entry", "other");
        assertNotPackaged("does not list: [" + jars.resolve("other.jar") + "]");
    }

    @Test
    void packageWithoutTheApplicationFails() throws Exception {
        Files.delete(jars.resolve("app.jar"));
        assertNotPackaged("must contain exactly one jar of app, but contains 0");
    }

    @Test
    void packageWithAnotherVersionOfTheApplicationFails() throws Exception {
        jar("app.jar", PROPERTIES, "version=2\n");
        assertNotPackaged("must contain exactly one jar of app, but contains 0");
    }

    @Test
    void otherArgumentsFailWithUsage() {
        for (String[] arguments : new String[][] {{}, {"complete"}, {"package", "app"}}) {
            String found = assertThrows(IllegalArgumentException.class, () -> Main.main(arguments))
                    .getMessage();
            assertTrue(found.startsWith("usage: "), found);
        }
    }

    @Test
    void sbomNameMustEndInJson() {
        String found = assertThrows(IllegalArgumentException.class, () -> SbomFile.xmlBeside(Path.of("sbom")))
                .getMessage();
        assertEquals("The name of the SBOM must end in .json: sbom", found);
    }
}

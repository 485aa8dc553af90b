// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.release;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.cyclonedx.Version;
import org.cyclonedx.exception.GeneratorException;
import org.cyclonedx.exception.ParseException;
import org.cyclonedx.generators.BomGeneratorFactory;
import org.cyclonedx.model.Bom;
import org.cyclonedx.parsers.JsonParser;

/** A small release in which nothing is wrong: a parent, and one jar. What is changed before it is written, is. */
final class SampleRepository {

    static final String PARENT = "compatcaps-parent";
    static final String SAMPLE = "compatcaps-sample";
    static final Map<String, Map<String, String>> DEPENDENCIES =
            Map.of(SAMPLE, Map.of("com.github.jnr:jffi:native", "runtime"));

    private static final String TIME = "2026-01-02T03:04:05Z";
    private static final String SUPPLIER = "\"supplier\":{\"name\":\"Somebody\"},";
    private static final String SOURCE = "package org.compatcaps.sample; public class Sample { class Nested {} }\n";
    private static final String MODULE = "module org.compatcaps.sample { exports org.compatcaps.sample; }\n";

    /** By the Java that they are for; compiling takes most of the time of these tests. */
    private static final Map<String, Map<String, byte[]>> COMPILED = new HashMap<>();

    /** Texts and jars by the ending of the file's name. */
    final Map<String, String> parentFiles = new TreeMap<>();

    final Map<String, String> texts = new TreeMap<>();
    final Map<String, Map<String, byte[]>> jars = new TreeMap<>();
    String version = "1.0.0";

    private final Path directory;

    SampleRepository(Path directory, String javaRelease) throws IOException {
        this.directory = directory;
        parentFiles.put(
                ".pom",
                "<project><groupId>org.compatcaps</groupId><artifactId>" + PARENT + "</artifactId>"
                        + "<version>1.0.0</version><packaging>pom</packaging><name>Parent</name>"
                        + "<description>A parent.</description><url>https://compatcaps.org</url>"
                        + "<licenses><license><name>Apache-2.0</name><url>https://www.apache.org</url></license></licenses>"
                        + "<developers><developer><name>Somebody</name></developer></developers>"
                        + "<scm><connection>scm:git:x</connection><developerConnection>scm:git:y</developerConnection>"
                        + "<url>https://example.org</url></scm>"
                        + "<properties><project.build.outputTimestamp>" + TIME
                        + "</project.build.outputTimestamp></properties></project>");
        texts.put(
                ".pom",
                "<project><parent><groupId>org.compatcaps</groupId><artifactId>" + PARENT + "</artifactId>"
                        + "<version>1.0.0</version></parent><artifactId>" + SAMPLE + "</artifactId><name>Sample</name>"
                        + "</project>");
        texts.put("-cyclonedx.json", sbom());
        texts.put("-cyclonedx.xml", asXml(sbom()));

        if (!COMPILED.containsKey(javaRelease)) {
            COMPILED.put(javaRelease, compile(javaRelease));
        }
        Map<String, byte[]> main = new TreeMap<>(COMPILED.get(javaRelease));
        put(main, "META-INF/MANIFEST.MF", manifest() + bundleHeaders());
        jars.put(".jar", main);
        Map<String, byte[]> sources = new TreeMap<>();
        put(sources, "META-INF/MANIFEST.MF", manifest());
        put(sources, "org/compatcaps/sample/Sample.java", SOURCE);
        put(sources, "module-info.java", MODULE);
        jars.put("-sources.jar", sources);
        Map<String, byte[]> javadoc = new TreeMap<>();
        put(javadoc, "META-INF/MANIFEST.MF", manifest());
        put(javadoc, "element-list", "org.compatcaps.sample\n");
        put(
                javadoc,
                "index.html",
                "<title>Sample API 1.0.0</title>\"https://docs.oracle.com/en/java/javase/11/docs/api/java.base/java/lang/Object.html\"");
        jars.put("-javadoc.jar", javadoc);
        for (Map<String, byte[]> jar : jars.values()) {
            put(jar, "META-INF/LICENSE", "licence");
            put(jar, "META-INF/NOTICE", "notice");
        }
    }

    private static String sbom() {
        return "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\",\"version\":1,\"metadata\":{\"timestamp\":\""
                + TIME
                + "\",\"component\":{\"type\":\"library\"," + SUPPLIER
                + "\"group\":\"org.compatcaps\",\"name\":\"" + SAMPLE + "\",\"version\":\"1.0.0\","
                + "\"licenses\":[{\"license\":{\"id\":\"Apache-2.0\"}}]}," + SUPPLIER.replaceFirst(",$", "") + "},"
                + "\"components\":[{\"type\":\"library\"," + SUPPLIER
                + "\"group\":\"com.github.jnr\",\"name\":\"jffi\",\"version\":\"1\","
                + "\"licenses\":[{\"expression\":\"Apache-2.0 OR MIT\"}],"
                + "\"purl\":\"pkg:maven/com.github.jnr/jffi@1?classifier=native&type=jar\","
                + "\"components\":[{\"type\":\"library\"," + SUPPLIER + "\"name\":\"libffi\",\"version\":\"3\","
                + "\"licenses\":[{\"license\":{\"id\":\"MIT\"}}]}]}]}";
    }

    private static String asXml(String sbom) {
        try {
            Bom parsed = new JsonParser().parse(sbom.getBytes(StandardCharsets.UTF_8));
            return BomGeneratorFactory.createXml(Version.VERSION_16, parsed).toXmlString();
        } catch (ParseException | GeneratorException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String manifest() {
        return "Manifest-Version: 1.0\nImplementation-Title: Sample\nImplementation-Vendor: Somebody\n"
                + "Implementation-Version: 1.0.0\n";
    }

    private static String bundleHeaders() {
        return "Bundle-SymbolicName: org.compatcaps.sample\nBundle-Version: 1.0.0\n"
                + "Export-Package: org.compatcaps.sample;version=\"1.0.0\"\n"
                + "Import-Package: org.slf4j;version=\"[2.0,3)\"\n"
                + "Require-Capability: a;filter:=\"(x=y)\";resolution:=optional\n";
    }

    static void put(Map<String, byte[]> jar, String name, String text) {
        jar.put(name, text.getBytes(StandardCharsets.UTF_8));
    }

    void edit(String jar, String entry, String what, String by) {
        String text = new String(jars.get(jar).get(entry), StandardCharsets.UTF_8);
        put(jars.get(jar), entry, replace(text, what, by));
    }

    static String replace(String text, String what, String by) {
        if (!text.contains(what)) {
            throw new IllegalArgumentException("there is no " + what + " to break");
        }
        return text.replace(what, by);
    }

    private Map<String, byte[]> compile(String javaRelease) throws IOException {
        Path sources = Files.createDirectories(directory.resolve("../sources/org/compatcaps/sample"));
        Path sample = Files.writeString(sources.resolve("Sample.java"), SOURCE);
        Path module = Files.writeString(directory.resolve("../sources/module-info.java"), MODULE);
        Path classes = directory.resolve("../classes");
        int status = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "--release",
                        javaRelease,
                        "--module-version",
                        "1.0.0",
                        "-d",
                        classes.toString(),
                        sample.toString(),
                        module.toString());
        if (status != 0) {
            throw new IllegalStateException("see the compiler's messages");
        }
        Map<String, byte[]> entries = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(classes)) {
            for (Path file : walk.filter(Files::isRegularFile).collect(Collectors.toList())) {
                entries.put(classes.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        return entries;
    }

    /** Writes all files with their checksums. */
    List<Artifact> write() throws Exception {
        for (Map.Entry<String, String> file : parentFiles.entrySet()) {
            write(PARENT, "1.0.0", file.getKey(), file.getValue().getBytes(StandardCharsets.UTF_8));
        }
        for (Map.Entry<String, String> file : texts.entrySet()) {
            write(SAMPLE, version, file.getKey(), file.getValue().getBytes(StandardCharsets.UTF_8));
        }
        for (Map.Entry<String, Map<String, byte[]>> jar : jars.entrySet()) {
            write(SAMPLE, version, jar.getKey(), jar(jar.getValue()));
        }
        return Artifact.all(directory);
    }

    Path file(String ending) {
        return folder(SAMPLE, version).resolve(SAMPLE + "-" + version + ending);
    }

    private Path folder(String artifactId, String ofVersion) {
        return directory.resolve("org/compatcaps").resolve(artifactId).resolve(ofVersion);
    }

    private static byte[] jar(Map<String, byte[]> entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                JarEntry header = new JarEntry(entry.getKey());
                header.setTime(0);
                jar.putNextEntry(header);
                ((OutputStream) jar).write(entry.getValue());
            }
        }
        return bytes.toByteArray();
    }

    private void write(String artifactId, String ofVersion, String ending, byte[] content) throws Exception {
        Path folder = Files.createDirectories(folder(artifactId, ofVersion));
        Path file = folder.resolve(artifactId + "-" + ofVersion + ending);
        Files.write(file, content);
        for (String algorithm : List.of("MD5", "SHA-1")) {
            StringBuilder hex = new StringBuilder();
            for (byte one : MessageDigest.getInstance(algorithm).digest(content)) {
                hex.append(String.format("%02x", one));
            }
            String name = algorithm.toLowerCase(Locale.ROOT).replace("-", "");
            Files.writeString(Path.of(file + "." + name), hex);
        }
    }
}

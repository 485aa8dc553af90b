// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.release;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.cyclonedx.Version;
import org.cyclonedx.generators.BomGeneratorFactory;
import org.cyclonedx.model.Bom;
import org.cyclonedx.parsers.JsonParser;

/** A release of the parent and the mock: their POMs, classes and sources in this tree, with a small Javadoc and SBOM. */
final class SampleRelease {

    static final String NAME = "compatcaps-backend-mock";
    static final Map<String, Map<String, String>> DEPENDENCIES =
            Map.of(NAME, Map.of("com.github.jnr:jffi:native", "runtime"));

    private static final Path ROOT = Path.of("../..");

    private static final String SBOM = """
            {"bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1,
             "metadata": {"timestamp": "2026-01-02T03:04:05Z",
              "component": {"type": "library", "supplier": {"name": "A"}, "group": "org.compatcaps", "name": "compatcaps-backend-mock",
               "licenses": [{"license": {"id": "Apache-2.0"}}]},
              "supplier": {"name": "B"}},
             "components": [{"type": "library", "supplier": {"name": "C"}, "group": "com.github.jnr", "name": "jffi",
              "licenses": [{"expression": "Apache-2.0 OR MIT"}], "purl": "pkg:maven/com.github.jnr/jffi@1?classifier=native&type=jar",
              "components": [{"type": "library", "supplier": {"name": "D"}, "name": "libffi", "licenses": [{"license": {"id": "MIT"}}]}]}]}
            """;
    private static final String JAVADOC = """
            <title>Mock API 1.0</title>
            "https://docs.oracle.com/en/java/javase/11/docs/api/java.base/java/lang/Object.html"
            """;

    /** The files by their ending, and the entries of jars by the ending, an exclamation mark and their name. */
    private final Map<String, byte[]> files = new TreeMap<>();

    SampleRelease() throws Exception {
        String parent = Files.readString(ROOT.resolve("pom.xml"));
        put("parent.pom", parent.replaceAll("(outputTimestamp>).*(</)", "$12026-01-02T03:04:05Z$2"));
        files.put(".pom", Files.readAllBytes(ROOT.resolve("backend-mock/pom.xml")));
        Jar.read(Path.of("target/bundles/compatcaps-backend-mock.jar"))
                .entries()
                .forEach((name, content) -> files.put(".jar!" + name, content));
        Path sources = ROOT.resolve("backend-mock/src/main/java");
        try (Stream<Path> walk = Files.walk(sources)) {
            for (Path file : walk.filter(Files::isRegularFile).toList()) {
                files.put("-sources.jar!" + sources.relativize(file), Files.readAllBytes(file));
            }
        }
        put("-javadoc.jar!element-list", "org.compatcaps.backend.mock\n");
        put("-javadoc.jar!index.html", JAVADOC);
        for (String common : List.of("MANIFEST.MF", "LICENSE", "NOTICE")) {
            byte[] content = files.get(".jar!META-INF/" + common);
            files.put("-sources.jar!META-INF/" + common, content);
            files.put("-javadoc.jar!META-INF/" + common, content);
        }
        put("-cyclonedx.json", SBOM);
        Bom sbom = new JsonParser().parse(SBOM.getBytes(StandardCharsets.UTF_8));
        put(
                "-cyclonedx.xml",
                BomGeneratorFactory.createXml(Version.VERSION_16, sbom).toXmlString());
    }

    private void put(String name, String text) {
        files.put(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private String text(String name) {
        return new String(files.get(name), StandardCharsets.UTF_8);
    }

    /** Replaces a text in a file or entry. Without a text, it adds the file or entry; without a replacement, it removes them. */
    void replace(String name, String text, String replacement) {
        if (replacement == null) {
            files.keySet().removeIf(one -> one.equals(name) || one.startsWith(name + "!"));
        } else if (text == null) {
            put(name, replacement);
        } else if (text(name).contains(text)) {
            put(name, text(name).replace(text, replacement));
        } else {
            throw new IllegalArgumentException(name + " has no " + text);
        }
    }

    /** Marks a class as one for Java 17. */
    void makeClassNewer(String name) {
        files.get(name)[7] = 61;
    }

    /** Returns the version of this build. */
    String version() {
        return text("parent.pom").replaceFirst("(?s).*?<version>(.*?)</version>.*", "$1");
    }

    /** Writes all files with their checksums into a folder that is laid out as a Maven repository. */
    void write(Path repository, String version) throws Exception {
        TreeSet<String> endings = new TreeSet<>();
        files.keySet().forEach(name -> endings.add(name.replaceFirst("!.*", "")));
        for (String ending : endings) {
            String artifact = ending.equals("parent.pom") ? "compatcaps-parent" : NAME;
            Path folder = repository.resolve("org/compatcaps").resolve(artifact).resolve(version);
            Path file = Files.createDirectories(folder)
                    .resolve(artifact + "-" + version + ending.replaceFirst("^parent", ""));
            if (ending.endsWith(".jar")) {
                writeJar(file, ending + "!");
            } else {
                Files.write(file, files.get(ending));
            }
            for (String algorithm : List.of("MD5", "SHA1")) {
                byte[] digest = MessageDigest.getInstance(algorithm).digest(Files.readAllBytes(file));
                Files.writeString(
                        Path.of(file + "." + algorithm.toLowerCase()),
                        HexFormat.of().formatHex(digest));
            }
        }
    }

    private void writeJar(Path file, String prefix) throws Exception {
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream jar = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> entry : files.entrySet()) {
                if (entry.getKey().startsWith(prefix)) {
                    jar.putNextEntry(new ZipEntry(entry.getKey().substring(prefix.length())));
                    jar.write(entry.getValue());
                }
            }
        }
    }
}

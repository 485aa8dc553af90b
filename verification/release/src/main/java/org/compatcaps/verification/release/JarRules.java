// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.release;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The rules of this project for jars: licence, manifest, module, sources, Javadoc, and no other entries. */
final class JarRules {

    private static final Pattern VERSIONED = Pattern.compile("META-INF/versions/(\\d+)/.*");

    /** The Java version of classes that are not for Java 11. */
    private static final Map<String, String> NEWER_JAVA = Map.of("compatcaps-backend-ffm", "22");

    private static final int VERSION_OF_JAVA_1 = 45;

    private static final Pattern TITLE = Pattern.compile("<title>([^<]+)</title>");
    private static final Pattern REPEATED_WORD = Pattern.compile("\\b(\\w+)\\b.* \\1\\b", Pattern.CASE_INSENSITIVE);
    private static final String JDK_DOCUMENTATION = "\"https://docs.oracle.com/en/java/javase/11/docs/api/java.base/";

    private final Artifact artifact;
    private final Findings findings;

    JarRules(Artifact artifact, Findings findings) {
        this.artifact = artifact;
        this.findings = findings;
    }

    /** {@link CentralRules} reports a jar that does not exist. */
    static void check(List<Artifact> artifacts, Findings findings) throws IOException {
        for (Artifact artifact : artifacts) {
            List<String> endings = List.of(".jar", "-sources.jar", "-javadoc.jar");
            if (endings.stream().allMatch(ending -> Files.exists(artifact.file(ending)))) {
                Jar main = Jar.read(artifact.file(".jar"));
                Jar sources = Jar.read(artifact.file("-sources.jar"));
                Jar javadoc = Jar.read(artifact.file("-javadoc.jar"));
                JarRules rules = new JarRules(artifact, findings);
                for (Jar jar : List.of(main, sources, javadoc)) {
                    rules.checkLicenceAndManifest(jar);
                }
                rules.checkEntries(main);
                rules.checkModule(main);
                rules.checkSources(main, sources);
                rules.checkJavadoc(javadoc);
            }
        }
    }

    private void checkLicenceAndManifest(Jar jar) throws IOException {
        for (String name : List.of("META-INF/LICENSE", "META-INF/NOTICE")) {
            findings.require(!jar.text(name).isEmpty(), jar.name(), "it has no " + name);
        }
        String version = jar.manifest().getValue("Implementation-Version");
        findings.requireEqual(artifact.version(), version, jar.name(), "Implementation-Version");
    }

    /** Returns {@code org.compatcaps} for {@code compatcaps-api}, and {@code org.compatcaps.cli} for {@code compatcaps-cli}. */
    private String moduleName() {
        return "org." + artifact.name().replaceFirst("-api$", "").replace('-', '.');
    }

    void checkEntries(Jar jar) throws IOException {
        String classes = moduleName().replace('.', '/') + "/.*[.]class";
        Pattern expected = Pattern.compile(
                "META-INF/(MANIFEST[.]MF|LICENSE|NOTICE|services/org[.]compatcaps[.]spi[.]BackendProvider)"
                        + "|META-INF/maven/" + artifact.groupId() + "/" + artifact.name() + "/pom[.](xml|properties)"
                        + "|META-INF/versions/" + NEWER_JAVA.get(artifact.name())
                        + "/(OSGI-INF/MANIFEST[.]MF|" + classes + ")"
                        + "|module-info[.]class|" + classes + "|" + moduleName().replace('.', '/')
                        + "/version[.]properties");
        jar.entries().forEach((name, content) -> {
            findings.require(expected.matcher(name).matches(), jar.name(), name + " does not belong into it");
            if (name.endsWith(".class")) {
                Matcher versioned = VERSIONED.matcher(name);
                int java = versioned.matches() ? Integer.parseInt(versioned.group(1)) : 11;
                int found = ByteBuffer.wrap(content).getShort(6) - VERSION_OF_JAVA_1 + 1;
                findings.requireEqual(java, found, jar.name(), "the Java version of " + name);
            }
        });
        boolean isMultiRelease = jar.entries().keySet().stream().anyMatch(VERSIONED.asMatchPredicate());
        findings.requireEqual(
                isMultiRelease, "true".equals(jar.manifest().getValue("Multi-Release")), jar.name(), "Multi-Release");
    }

    private void checkModule(Jar jar) throws IOException {
        if (!jar.has("module-info.class")) {
            findings.require(false, jar.name(), "it has no module-info");
            return;
        }
        ModuleDescriptor module =
                ModuleDescriptor.read(ByteBuffer.wrap(jar.entries().get("module-info.class")));
        findings.requireEqual(moduleName(), module.name(), jar.name(), "the name of the module");
        findings.requireEqual(
                Optional.of(artifact.version()), module.rawVersion(), jar.name(), "the version of the module");
        Set<String> packages = jar.entries().keySet().stream()
                .filter(name -> name.endsWith(".class") && name.contains("/"))
                .map(name -> name.replaceFirst("META-INF/versions/\\d+/", ""))
                .map(name -> name.substring(0, name.lastIndexOf('/')).replace('/', '.'))
                .collect(Collectors.toCollection(TreeSet::new));
        findings.requireEqual(packages, new TreeSet<>(module.packages()), jar.name(), "the packages of the module");
        findings.requireEqual(
                Optional.ofNullable(jar.manifest().getValue("Main-Class")),
                module.mainClass(),
                jar.name(),
                "the main class of the module");
    }

    /** Requires the source of each class that is not nested in another, in the same place, and no others. */
    private void checkSources(Jar main, Jar sources) {
        Set<String> expected = main.entries().keySet().stream()
                .filter(name -> name.endsWith(".class") && !name.contains("$"))
                .map(name -> name.replaceFirst("class$", "java"))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> found = sources.entries().keySet().stream()
                .filter(name -> name.endsWith(".java"))
                .collect(Collectors.toCollection(TreeSet::new));
        findings.requireEqual(expected, found, sources.name(), "the sources");
    }

    void checkJavadoc(Jar jar) {
        findings.require(jar.has("element-list"), jar.name(), "it has no element-list");
        // Each page has this title in brackets.
        Matcher title = TITLE.matcher(jar.text("index.html"));
        boolean isGood = title.find() && !REPEATED_WORD.matcher(title.group(1)).find();
        findings.require(isGood, jar.name(), "the title of index.html is missing or repeats a word");
        boolean linksToJdk = false;
        for (String name : jar.entries().keySet()) {
            findings.require(!name.contains("/internal/"), jar.name(), name + " is about internals");
            linksToJdk |= jar.text(name).contains(JDK_DOCUMENTATION);
        }
        findings.require(linksToJdk, jar.name(), "it has no links to the documentation of the JDK");
    }
}

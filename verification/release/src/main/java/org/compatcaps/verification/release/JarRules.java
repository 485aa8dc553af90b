// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.release;

import static org.compatcaps.verification.release.Finding.Kind.OURS;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What this project wants of its jars: licence, manifest, module, OSGi headers, and nothing in them that is not meant. */
final class JarRules {

    private static final String SERVICES = "META-INF/services/org.compatcaps.spi.BackendProvider";
    private static final Pattern VERSIONED = Pattern.compile("META-INF/versions/(\\d+)/(.*)");

    /** Class file versions: Java 11 everywhere, and what is for a newer Java in its own place. */
    private static final int JAVA_11 = 55;

    private static final int AHEAD_OF_JAVA = 44;
    private static final Map<String, String> NEWER_JAVA = Map.of("compatcaps-backend-ffm", "22");

    private final Artifact artifact;
    private final List<Finding> findings = new ArrayList<>();

    private JarRules(Artifact artifact) {
        this.artifact = artifact;
    }

    static List<Finding> check(List<Artifact> artifacts) throws IOException {
        List<Finding> findings = new ArrayList<>();
        for (Artifact artifact : artifacts) {
            JarRules rules = new JarRules(artifact);
            for (String ending : artifact.requiredFiles()) {
                if (artifact.has(ending)) {
                    rules.checkCommon(artifact.file(ending));
                }
            }
            if (artifact.has(".jar")) {
                rules.checkMain(artifact.file(".jar"));
            }
            if (artifact.has(".jar") && artifact.has("-sources.jar")) {
                rules.checkSources(artifact.file(".jar"), artifact.file("-sources.jar"));
            }
            if (artifact.has("-javadoc.jar")) {
                findings.addAll(JavadocRules.check(artifact.file("-javadoc.jar")));
            }
            findings.addAll(rules.findings);
        }
        return findings;
    }

    private void complain(Path jar, String what) {
        findings.add(new Finding(OURS, jar.getFileName().toString(), what));
    }

    static Set<String> names(JarFile jar) {
        return jar.stream()
                .filter(entry -> !entry.isDirectory())
                .map(JarEntry::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void checkCommon(Path file) throws IOException {
        try (JarFile jar = new JarFile(file.toFile())) {
            for (String name : List.of("META-INF/LICENSE", "META-INF/NOTICE")) {
                if (jar.getEntry(name) == null || jar.getEntry(name).getSize() == 0) {
                    complain(file, "it has no " + name);
                }
            }
            Attributes manifest = jar.getManifest() == null
                    ? new Attributes()
                    : jar.getManifest().getMainAttributes();
            for (String name : List.of("Implementation-Title", "Implementation-Vendor")) {
                if (manifest.getValue(name) == null) {
                    complain(file, "its manifest has no " + name);
                }
            }
            if (!artifact.version().equals(manifest.getValue("Implementation-Version"))) {
                complain(
                        file,
                        "its manifest says Implementation-Version: " + manifest.getValue("Implementation-Version"));
            }
        }
    }

    private void checkMain(Path file) throws IOException {
        if (JarTool.canValidate()) {
            JarTool.validate(file).forEach(line -> complain(file, "jar --validate: " + line));
        }
        try (JarFile jar = new JarFile(file.toFile())) {
            Set<String> packages = new TreeSet<>();
            for (JarEntry entry : jar.stream().filter(one -> !one.isDirectory()).collect(Collectors.toList())) {
                checkEntry(file, entry.getName());
                if (entry.getName().endsWith(".class")) {
                    checkClass(file, jar, entry);
                    packageOf(entry.getName()).ifPresent(packages::add);
                }
            }
            boolean isMultiRelease =
                    names(jar).stream().anyMatch(name -> VERSIONED.matcher(name).matches());
            if (isMultiRelease != jar.isMultiRelease()) {
                complain(file, "what is in it and Multi-Release in its manifest differ");
            }
            JarEntry moduleInfo = jar.getJarEntry("module-info.class");
            if (moduleInfo == null) {
                complain(file, "it has no module-info");
            } else {
                try (InputStream in = jar.getInputStream(moduleInfo)) {
                    ModuleDescriptor module = ModuleDescriptor.read(in);
                    checkModule(file, module, packages);
                    Attributes manifest = jar.getManifest().getMainAttributes();
                    if (manifest.getValue("Main-Class") != null) {
                        checkApplication(file, jar, manifest, module);
                    } else {
                        BundleRules.problems(artifact, manifest, module).forEach(one -> complain(file, one));
                    }
                }
            }
        }
    }

    private static Optional<String> packageOf(String name) {
        Matcher versioned = VERSIONED.matcher(name);
        String path = versioned.matches() ? versioned.group(2) : name;
        int end = path.lastIndexOf('/');
        return end < 0 ? Optional.empty() : Optional.of(path.substring(0, end).replace('/', '.'));
    }

    private String prefix() {
        return "org/compatcaps/"
                + artifact.artifactId().replaceFirst("^compatcaps-(api$)?", "").replace('-', '/');
    }

    private void checkEntry(Path file, String name) {
        String maven = "META-INF/maven/" + artifact.groupId() + "/" + artifact.artifactId() + "/pom.";
        Set<String> expected = Set.of(
                "META-INF/MANIFEST.MF",
                "META-INF/LICENSE",
                "META-INF/NOTICE",
                SERVICES,
                maven + "xml",
                maven + "properties",
                "module-info.class");
        Matcher versioned = VERSIONED.matcher(name);
        boolean isExpected;
        if (versioned.matches()) {
            isExpected = versioned.group(1).equals(NEWER_JAVA.get(artifact.artifactId()))
                    && (isOurClass(versioned.group(2)) || versioned.group(2).equals("OSGI-INF/MANIFEST.MF"));
        } else {
            isExpected = expected.contains(name) || isOurClass(name) || name.equals(prefix() + "/version.properties");
        }
        if (!isExpected) {
            complain(file, name + " does not belong into it");
        }
    }

    private boolean isOurClass(String name) {
        return name.startsWith(prefix()) && name.endsWith(".class");
    }

    private void checkClass(Path file, JarFile jar, JarEntry entry) throws IOException {
        Matcher versioned = VERSIONED.matcher(entry.getName());
        int expected = versioned.matches() ? Integer.parseInt(versioned.group(1)) + AHEAD_OF_JAVA : JAVA_11;
        try (DataInputStream in = new DataInputStream(jar.getInputStream(entry))) {
            in.readInt();
            in.readUnsignedShort();
            int version = in.readUnsignedShort();
            if (version != expected) {
                complain(file, entry.getName() + " is for Java " + (version - AHEAD_OF_JAVA));
            }
        }
    }

    private void checkModule(Path file, ModuleDescriptor module, Set<String> packages) {
        String name = prefix().replaceFirst("/$", "").replace('/', '.');
        if (!module.name().equals(name)) {
            complain(file, "the module is named " + module.name());
        }
        if (!module.rawVersion().equals(Optional.of(artifact.version()))) {
            complain(file, "the version of the module is " + module.rawVersion().orElse("not there"));
        }
        if (!module.packages().equals(packages)) {
            complain(file, "the module says it has the packages " + module.packages() + ", it has " + packages);
        }
    }

    /** An application is no bundle. Programs that start it read the main class from the manifest or from the module. */
    private void checkApplication(Path file, JarFile jar, Attributes manifest, ModuleDescriptor module) {
        String mainClass = manifest.getValue("Main-Class");
        if (jar.getEntry(mainClass.replace('.', '/') + ".class") == null) {
            complain(file, "its Main-Class is " + mainClass + ", which is not in it");
        }
        if (!module.mainClass().equals(Optional.of(mainClass))) {
            complain(
                    file,
                    "the main class of the module is " + module.mainClass().orElse("not there") + ", Main-Class "
                            + mainClass);
        }
        if (!module.exports().isEmpty()) {
            complain(file, "the module of an application exports " + module.exports());
        }
    }

    /** Each class that is not nested in another has its source, in the same place, and the other way round. */
    private void checkSources(Path mainJar, Path sourcesJar) throws IOException {
        try (JarFile main = new JarFile(mainJar.toFile());
                JarFile sources = new JarFile(sourcesJar.toFile())) {
            Set<String> fromClasses = names(main).stream()
                    .filter(name -> name.endsWith(".class") && !name.contains("$"))
                    .map(name -> name.replaceFirst("class$", "java"))
                    .collect(Collectors.toCollection(TreeSet::new));
            Set<String> there = names(sources).stream()
                    .filter(name -> name.endsWith(".java"))
                    .collect(Collectors.toCollection(TreeSet::new));
            for (String name : fromClasses) {
                if (!there.contains(name)) {
                    complain(sourcesJar, "it has no " + name);
                }
            }
            for (String name : there) {
                if (!fromClasses.contains(name)) {
                    complain(sourcesJar, "there is no class for " + name);
                }
            }
        }
    }
}

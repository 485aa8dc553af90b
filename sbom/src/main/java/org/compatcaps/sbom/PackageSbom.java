// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.sbom;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.cyclonedx.Version;
import org.cyclonedx.model.Bom;
import org.cyclonedx.model.Component;
import org.cyclonedx.model.Dependency;
import org.cyclonedx.model.Hash;
import org.cyclonedx.util.BomUtils;

/** The SBOM of a package: the components of an application whose jars, identified by hash, are in a directory. */
final class PackageSbom {

    private final Bom application;
    private final Component main;

    private PackageSbom(Bom application) {
        this.application = application;
        main = application.getMetadata().getComponent();
    }

    /** Changes the SBOM of the application into that of the package. */
    static Bom of(Bom application, String name, String version, Path directory) throws IOException {
        return new PackageSbom(application).packaged(name, version, directory);
    }

    private Bom packaged(String name, String version, Path directory) throws IOException {
        Map<String, Path> jars = jarsByHash(directory);
        List<Component> components = new ArrayList<>();
        for (Component component : application.getComponents()) {
            if (jars.remove(sha256(component.getHashes())) != null) {
                components.add(component);
            }
        }
        components.add(0, mainJar(jars));

        Component whole = new Component();
        whole.setType(Component.Type.APPLICATION);
        whole.setBomRef("pkg:generic/" + name + "@" + version);
        whole.setPurl(whole.getBomRef());
        whole.setSupplier(main.getSupplier());
        whole.setPublisher(main.getPublisher());
        whole.setName(name);
        whole.setVersion(version);
        whole.setDescription(main.getDescription());
        whole.setLicenses(main.getLicenses());
        whole.setExternalReferences(main.getExternalReferences());

        application.getMetadata().setComponent(whole);
        application.setComponents(components);
        application.setDependencies(dependencies(whole, components));
        return application;
    }

    private static Map<String, Path> jarsByHash(Path directory) throws IOException {
        Map<String, Path> jars = new LinkedHashMap<>();
        List<Path> files;
        try (Stream<Path> walk = Files.walk(directory)) {
            files = walk.filter(Files::isRegularFile)
                    .filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .collect(Collectors.toList());
        }
        for (Path file : files) {
            jars.put(sha256(hashes(file)), file);
        }
        return jars;
    }

    /** Returns the main component. An SBOM has no hash of its main component, so its jar is the remaining one. */
    private Component mainJar(Map<String, Path> left) throws IOException {
        List<Path> own = new ArrayList<>();
        for (Path jar : left.values()) {
            if (isMain(jar)) {
                own.add(jar);
            }
        }
        if (left.size() != 1 || own.size() != 1) {
            left.values().removeAll(own);
            throw new IllegalArgumentException("The package must contain exactly one jar of " + main.getName()
                    + ", but contains " + own.size() + ". Jars that the SBOM of " + main.getName()
                    + " does not list: " + left.values());
        }
        main.setHashes(hashes(own.get(0)));
        return main;
    }

    private boolean isMain(Path jar) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            ZipEntry entry =
                    zip.getEntry("META-INF/maven/" + main.getGroup() + "/" + main.getName() + "/pom.properties");
            if (entry == null) {
                return false;
            }
            Properties properties = new Properties();
            try (InputStream in = zip.getInputStream(entry)) {
                properties.load(in);
            }
            return main.getVersion().equals(properties.getProperty("version"));
        }
    }

    private static List<Hash> hashes(Path file) throws IOException {
        return BomUtils.calculateHashes(file.toFile(), Version.VERSION_16);
    }

    private static String sha256(List<Hash> hashes) {
        return hashes.stream()
                .filter(hash -> hash.getAlgorithm().equals(Hash.Algorithm.SHA_256.getSpec()))
                .map(Hash::getValue)
                .findFirst()
                .orElseThrow();
    }

    private List<Dependency> dependencies(Component whole, List<Component> components) {
        Set<String> there = Stream.concat(
                        components.stream(),
                        components.stream()
                                .filter(one -> one.getComponents() != null)
                                .flatMap(one -> one.getComponents().stream()))
                .map(Component::getBomRef)
                .collect(Collectors.toSet());
        List<Dependency> dependencies = new ArrayList<>();
        dependencies.add(dependency(whole.getBomRef(), Stream.of(main.getBomRef())));
        for (Dependency one : application.getDependencies()) {
            if (there.contains(one.getRef())) {
                Stream<String> uses = one.getDependencies() == null
                        ? Stream.empty()
                        : one.getDependencies().stream().map(Dependency::getRef);
                dependencies.add(dependency(one.getRef(), uses.filter(there::contains)));
            }
        }
        return dependencies;
    }

    private static Dependency dependency(String reference, Stream<String> uses) {
        Dependency dependency = new Dependency(reference);
        uses.forEach(one -> dependency.addDependency(new Dependency(one)));
        return dependency;
    }
}

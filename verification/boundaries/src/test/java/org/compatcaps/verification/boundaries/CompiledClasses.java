// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.boundaries;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads compiled classes, and tells where a class came from. */
final class CompiledClasses {

    private static final Path VERSIONS = Path.of("META-INF/versions");
    private static final Pattern VERSION_IN_URI = Pattern.compile("META-INF/versions/\\d+/");

    private CompiledClasses() {}

    /**
     * The classes of modules as one Java sees them: of two with the same name, which a multi-release jar has, the one for the
     * newest Java that is not newer than this one.
     */
    static JavaClasses seenBy(int javaVersion, List<PublishedModule> modules) throws IOException {
        Map<Path, Path> files = new TreeMap<>();
        for (PublishedModule module : modules) {
            files.putAll(classFiles(module.output(), javaVersion));
        }
        return new ClassFileImporter().importPaths(files.values());
    }

    /** Files by the name of their class, written as a path. */
    private static Map<Path, Path> classFiles(Path output, int javaVersion) throws IOException {
        List<Path> all;
        try (Stream<Path> walk = Files.walk(output)) {
            all = walk.filter(file -> file.toString().endsWith(".class"))
                    .filter(file -> !file.endsWith("module-info.class"))
                    .collect(Collectors.toList());
        }
        Map<Path, Path> files = new TreeMap<>();
        Map<Path, Integer> versions = new TreeMap<>();
        for (Path file : all) {
            Path name = output.relativize(file);
            int version = 0;
            if (name.startsWith(VERSIONS)) {
                version = Integer.parseInt(name.getName(2).toString());
                name = name.subpath(3, name.getNameCount());
            }
            if (version <= javaVersion && version >= versions.getOrDefault(name, 0)) {
                versions.put(name, version);
                files.put(name, file);
            }
        }
        return files;
    }

    static DescribedPredicate<JavaClass> in(PublishedModule module) {
        String output = module.output().toUri().toString();
        return DescribedPredicate.describe("in " + module, type -> output.equals(outputOf(type)));
    }

    /** The folder or jar that a class was read from, as a URI; empty for one that was not read from anywhere. */
    static String outputOf(JavaClass type) {
        String file = type.getSource().map(source -> source.getUri().toString()).orElse("");
        String name = type.getFullName().replace('.', '/') + ".class";
        if (!file.endsWith(name)) {
            return "";
        }
        return VERSION_IN_URI
                .matcher(file.substring(0, file.length() - name.length()))
                .replaceFirst("");
    }

    /** The comment before the declaration of a class, from the source beside Maven's output. */
    static String javadocOf(JavaClass type) throws IOException {
        String output = outputOf(type);
        String sources = output.replace("/target/classes/", "/src/main/java/")
                .replace("/target/test-classes/", "/src/test/java/");
        String outermost = type.getFullName().replaceAll("\\$.*", "");
        String source = Files.readString(Path.of(URI.create(sources + outermost.replace('.', '/') + ".java")));
        String[] parts = source.split("class " + type.getSimpleName() + "\\b", 2);
        int start = parts[0].lastIndexOf("/**");
        int end = parts[0].lastIndexOf("*/");
        if (parts.length == 1 || end < start || start < 0) {
            return "";
        }
        return parts[0].substring(start, end).replaceAll("\\s*\\n\\s*\\*\\s*", " ");
    }
}

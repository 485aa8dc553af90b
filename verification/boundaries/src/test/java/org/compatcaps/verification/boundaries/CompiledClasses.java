// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.boundaries;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads compiled classes, and returns the output directory of a class. */
final class CompiledClasses {

    private static final Pattern OUTPUT = Pattern.compile(".*/target/(test-)?classes/");

    private CompiledClasses() {}

    /** Returns the classes as the given Java version sees them: a newer class below META-INF/versions replaces an older one. */
    static JavaClasses seenBy(int javaVersion, List<PublishedModule> modules) throws IOException {
        Map<String, Path> files = new TreeMap<>();
        for (PublishedModule module : modules) {
            addClassFiles(module.output(), files);
            // Java 9 is the first that reads META-INF/versions.
            for (int version = 9; version <= javaVersion; version++) {
                addClassFiles(module.output().resolve("META-INF/versions/" + version), files);
            }
        }
        return new ClassFileImporter().importPaths(files.values());
    }

    private static void addClassFiles(Path root, Map<String, Path> files) throws IOException {
        if (!Files.isDirectory(root)) {
            return;
        }
        try (Stream<Path> walk = Files.walk(root)) {
            walk.forEach(file -> {
                String name = root.relativize(file).toString();
                if (name.endsWith(".class") && !name.startsWith("META-INF") && !name.equals("module-info.class")) {
                    files.put(name, file);
                }
            });
        }
    }

    static DescribedPredicate<JavaClass> in(PublishedModule module) {
        String output = module.output().toUri().toString();
        return DescribedPredicate.describe("in " + module, type -> output.equals(outputOf(type)));
    }

    /** Returns Maven's output directory, which the class was read from, as a URI; empty for a class from elsewhere. */
    static String outputOf(JavaClass type) {
        String file = type.getSource().map(source -> source.getUri().toString()).orElse("");
        Matcher output = OUTPUT.matcher(file);
        return output.lookingAt() ? output.group() : "";
    }
}

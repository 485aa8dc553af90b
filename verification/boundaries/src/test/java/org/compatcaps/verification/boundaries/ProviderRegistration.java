// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.boundaries;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.compatcaps.spi.BackendProvider;

/** Finds providers that are not registered, or in one of the two places only. */
final class ProviderRegistration {

    private ProviderRegistration() {}

    /** What is wrong with a module; empty if nothing is. */
    static List<String> problemsOf(ModuleDescriptor descriptor, Path output, Iterable<JavaClass> classes)
            throws IOException {
        Set<String> inDescriptor = inDescriptor(descriptor);
        Set<String> inServices = inServices(output.resolve("META-INF/services"));
        List<String> problems = new ArrayList<>();
        for (String entry : inDescriptor) {
            if (!inServices.contains(entry)) {
                problems.add(entry + " is in module-info.java and not in META-INF/services");
            }
        }
        for (String entry : inServices) {
            if (!inDescriptor.contains(entry)) {
                problems.add(entry + " is in META-INF/services and not in module-info.java");
            }
        }
        for (JavaClass type : classes) {
            String entry = entry(BackendProvider.class.getName(), type.getName());
            if (canBeRegistered(type) && !inDescriptor.contains(entry)) {
                problems.add(entry + " is not in module-info.java");
            }
        }
        return problems;
    }

    private static String entry(String service, String provider) {
        return service + ": " + provider;
    }

    private static Set<String> inDescriptor(ModuleDescriptor descriptor) {
        Set<String> entries = new TreeSet<>();
        for (ModuleDescriptor.Provides provides : descriptor.provides()) {
            for (String provider : provides.providers()) {
                entries.add(entry(provides.service(), provider));
            }
        }
        return entries;
    }

    private static Set<String> inServices(Path folder) throws IOException {
        Set<String> entries = new TreeSet<>();
        if (!Files.isDirectory(folder)) {
            return entries;
        }
        List<Path> files;
        try (Stream<Path> list = Files.list(folder)) {
            files = list.collect(Collectors.toList());
        }
        for (Path file : files) {
            for (String line : Files.readAllLines(file)) {
                String provider = line.replaceFirst("#.*", "").strip();
                if (!provider.isEmpty()) {
                    entries.add(entry(file.getFileName().toString(), provider));
                }
            }
        }
        return entries;
    }

    /** A provider without such a constructor, as a simulated host, is made for being passed by hand. */
    private static boolean canBeRegistered(JavaClass type) {
        return type.isAssignableTo(BackendProvider.class)
                && !type.isInterface()
                && !type.getModifiers().contains(JavaModifier.ABSTRACT)
                && type.getConstructors().stream()
                        .anyMatch(constructor -> constructor.getModifiers().contains(JavaModifier.PUBLIC)
                                && constructor.getParameters().isEmpty());
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.boundaries;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/** The part of a module that others can use: as it was compiled, and as the module's {@code public-api.txt} lists it. */
final class PublicApi {

    static final String ACCEPT = "./mvnw -Paccept-api process-test-classes";

    private PublicApi() {}

    /** Writes the current public API of every module; the argument is the folder of the repository. */
    public static void main(String[] arguments) throws IOException {
        for (PublishedModule module : modulesIn(Path.of(arguments[0]))) {
            Files.write(file(module), compiled(module));
        }
    }

    /** Returns the modules that export something. */
    static List<PublishedModule> modulesIn(Path repository) throws IOException {
        List<PublishedModule> modules = new ArrayList<>();
        for (PublishedModule module : PublishedModule.all(repository)) {
            if (!module.descriptor().exports().isEmpty()) {
                modules.add(module);
            }
        }
        return modules;
    }

    static Path file(PublishedModule module) {
        return module.folder().resolve("public-api.txt");
    }

    static List<String> compiled(PublishedModule module) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("# The public API of this module, as javap prints it, with members sorted.");
        lines.add("# A change that is wanted is accepted by: " + ACCEPT);
        Set<Path> files = new TreeSet<>();
        for (ModuleDescriptor.Exports exported : module.descriptor().exports()) {
            Path folder = module.output().resolve(exported.source().replace('.', '/'));
            try (Stream<Path> list = Files.list(folder)) {
                list.filter(file -> file.toString().endsWith(".class")).forEach(files::add);
            }
        }
        lines.addAll(block(javap(List.of(module.output().resolve("module-info.class")))));
        for (String type : javap(files).split("(?m)^Compiled from .*$")) {
            if (type.strip().startsWith("public ")) {
                lines.addAll(block(type));
            }
        }
        return lines;
    }

    private static String javap(Collection<Path> files) {
        List<String> arguments = new ArrayList<>(List.of("-protected", "-constants"));
        files.forEach(file -> arguments.add(file.toString()));
        StringWriter out = new StringWriter();
        PrintWriter writer = new PrintWriter(out);
        int result =
                ToolProvider.findFirst("javap").orElseThrow().run(writer, writer, arguments.toArray(new String[0]));
        if (result != 0) {
            throw new IllegalStateException("javap failed: " + out);
        }
        return out.toString();
    }

    /** Returns the declaration, its members in a fixed order, and the closing brace. */
    private static List<String> block(String printed) {
        List<String> lines = new ArrayList<>(printed
                // of a module; the only declaration that goes over two lines
                .replaceAll(" with\\s+", " with ")
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("Compiled from "))
                .toList());
        // The version of a module.
        String declaration = lines.remove(0).replaceFirst("@\\S+", "");
        String end = lines.remove(lines.size() - 1);
        if (declaration.contains(" final ")) {
            lines.removeIf(line -> line.startsWith("  protected "));
        }
        lines.sort(null);
        lines.add(0, declaration);
        lines.add(end);
        return lines;
    }
}

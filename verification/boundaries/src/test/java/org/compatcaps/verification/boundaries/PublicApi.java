// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.boundaries;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What others can see of a module: as it was compiled, and as it is written down in the module's {@code public-api.txt}. */
final class PublicApi {

    static final String ACCEPT = "./mvnw -Paccept-api process-test-classes";

    private static final String FILE = "public-api.txt";

    private PublicApi() {}

    /** Writes down the public API of every module as it is now; the argument is the folder of the repository. */
    public static void main(String[] arguments) throws Exception {
        for (PublishedModule module : modulesIn(Path.of(arguments[0]))) {
            Files.write(module.folder().resolve(FILE), compiled(module));
        }
    }

    /** The modules that have one: those that export something. */
    static List<PublishedModule> modulesIn(Path repository) throws Exception {
        List<PublishedModule> modules = new ArrayList<>();
        for (PublishedModule module : PublishedModule.all(repository)) {
            if (!module.descriptor().exports().isEmpty()) {
                modules.add(module);
            }
        }
        return modules;
    }

    static List<String> writtenDown(PublishedModule module) throws IOException {
        Path file = module.folder().resolve(FILE);
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    static List<String> compiled(PublishedModule module) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("# The public API of this module, as javap prints it, with members sorted.");
        lines.add("# A change that is wanted is accepted by: " + ACCEPT);
        Set<Path> files = new TreeSet<>();
        for (ModuleDescriptor.Exports exported : module.descriptor().exports()) {
            Path folder = module.output().resolve(exported.source().replace('.', '/'));
            try (Stream<Path> list = Files.list(folder)) {
                files.addAll(
                        list.filter(file -> file.toString().endsWith(".class")).collect(Collectors.toList()));
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
        StringWriter err = new StringWriter();
        int result = ToolProvider.findFirst("javap")
                .orElseThrow()
                .run(new PrintWriter(out), new PrintWriter(err), arguments.toArray(new String[0]));
        if (result != 0) {
            throw new IllegalStateException("javap failed: " + out + err);
        }
        return out.toString();
    }

    /** The declaration, its members in a fixed order, and the closing brace. */
    private static List<String> block(String printed) {
        List<String> lines = new ArrayList<>(Arrays.asList(printed
                // of a module; the only declaration that goes over two lines
                .replaceAll(" with\\s+", " with ")
                .split("\\R")));
        lines.removeIf(line -> line.isBlank() || line.startsWith("Compiled from "));
        // The version of a module.
        String declaration = lines.remove(0).replaceFirst("@\\S+", "");
        String end = lines.remove(lines.size() - 1);
        if (declaration.contains(" final ")) {
            lines.removeIf(line -> line.startsWith("  protected "));
        }
        Collections.sort(lines);
        lines.add(0, declaration);
        lines.add(end);
        return lines;
    }

    /** What is gone (-) and what is new (+), each with the type that it belongs to; empty if nothing is. */
    static List<String> difference(List<String> before, List<String> after) {
        Set<String> gone = withTypes(before);
        Set<String> added = withTypes(after);
        gone.removeAll(withTypes(after));
        added.removeAll(withTypes(before));
        List<String> difference = new ArrayList<>();
        gone.forEach(line -> difference.add("- " + line));
        added.forEach(line -> difference.add("+ " + line));
        return difference;
    }

    private static Set<String> withTypes(List<String> lines) {
        Set<String> result = new TreeSet<>();
        String type = "";
        for (String line : lines) {
            if (line.endsWith("{")) {
                type = line.replaceFirst(".*?(class|interface|module) (\\S+).*", "$2");
                result.add(line);
            } else if (line.startsWith(" ")) {
                result.add(type + ": " + line.strip());
            }
        }
        return result;
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.release;

import java.lang.module.ModuleDescriptor;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The OSGi headers of a jar: they must fit the module, and the bundle must resolve with nothing but Java. */
final class BundleRules {

    private static final Pattern PACKAGE = Pattern.compile("(?:^|,)([a-z][\\w.]*)((?:;(?:[^,\"]|\"[^\"]*\")*)?)");

    private static final Set<String> ANNOTATIONS =
            Set.of("org.jspecify.annotations", "com.fasterxml.jackson.annotation");

    private BundleRules() {}

    static List<String> problems(Artifact artifact, Attributes manifest, ModuleDescriptor module) {
        List<String> problems = new ArrayList<>();
        String name = String.valueOf(manifest.getValue("Bundle-SymbolicName"));
        if (!name.equals(module.name())) {
            problems.add("Bundle-SymbolicName is " + name + ", the module " + module.name());
        }
        String version = String.valueOf(manifest.getValue("Bundle-Version"));
        String number = artifact.version().replace("-SNAPSHOT", "");
        if (!version.equals(artifact.version().replace('-', '.'))) {
            problems.add("Bundle-Version is " + version);
        }
        for (String header : List.of("Bnd-LastModified", "Built-By", "Private-Package", "Tool")) {
            if (manifest.getValue(header) != null) {
                problems.add("its manifest has " + header);
            }
        }
        Set<String> exported = new TreeSet<>();
        Matcher packages = PACKAGE.matcher(orEmpty(manifest, "Export-Package"));
        while (packages.find()) {
            exported.add(packages.group(1));
            if (!packages.group(2).contains(";version=\"" + number + "\"")) {
                problems.add(packages.group(1) + " is exported without the version " + number);
            }
        }
        Set<String> exportedByModule = module.exports().stream()
                .map(ModuleDescriptor.Exports::source)
                .collect(Collectors.toCollection(TreeSet::new));
        if (!exported.equals(exportedByModule)) {
            problems.add("the bundle exports " + exported + ", the module " + exportedByModule);
        }
        packages = PACKAGE.matcher(orEmpty(manifest, "Import-Package"));
        while (packages.find()) {
            if (!packages.group(2).contains("version=\"[")) {
                problems.add(packages.group(1) + " is imported in any version");
            }
            if (ANNOTATIONS.contains(packages.group(1)) && !packages.group(2).contains("resolution:=optional")) {
                problems.add(packages.group(1) + " has only annotations and is not an optional import");
            }
        }
        // Bundles must also work where nobody mediates services.
        for (String requirement : orEmpty(manifest, "Require-Capability").split(",(?=[a-z])")) {
            if (!requirement.startsWith("osgi.ee;") && !requirement.contains("resolution:=optional")) {
                problems.add("it cannot be resolved without " + requirement);
            }
        }
        return problems;
    }

    private static String orEmpty(Attributes manifest, String name) {
        return manifest.getValue(name) == null ? "" : manifest.getValue(name);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.boundaries;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A module of the repository by its folder, and its compiled classes. */
record PublishedModule(Path folder) {

    private static final Pattern MODULE = Pattern.compile("<module>(.*)</module>");

    /** Returns the modules with code whose POM does not keep them from being deployed. */
    static List<PublishedModule> all(Path repository) throws IOException {
        List<PublishedModule> modules = new ArrayList<>();
        Matcher folders = MODULE.matcher(Files.readString(repository.resolve("pom.xml")));
        while (folders.find()) {
            Path folder = repository.resolve(folders.group(1));
            String pom = Files.readString(folder.resolve("pom.xml"));
            if (!pom.contains("<packaging>pom<") && !pom.contains("<maven.deploy.skip>true<")) {
                modules.add(new PublishedModule(folder));
            }
        }
        return modules;
    }

    String name() {
        return folder.getFileName().toString();
    }

    /** Returns the folder that the compiler writes to, whether the module is packaged afterwards or not. */
    Path output() {
        return folder.resolve("target/classes");
    }

    ModuleDescriptor descriptor() throws IOException {
        try (InputStream file = Files.newInputStream(output().resolve("module-info.class"))) {
            return ModuleDescriptor.read(file);
        }
    }

    @Override
    public String toString() {
        return name();
    }
}

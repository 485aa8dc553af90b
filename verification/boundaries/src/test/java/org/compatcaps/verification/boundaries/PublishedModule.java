// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.boundaries;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** A module of the repository by its folder, and what the build made of it. */
final class PublishedModule {

    private final Path folder;

    private PublishedModule(Path folder) {
        this.folder = folder;
    }

    /** As the POMs say: a module with code, unless its POM keeps it from being deployed. */
    static List<PublishedModule> all(Path repository) throws Exception {
        List<PublishedModule> modules = new ArrayList<>();
        NodeList folders = pom(repository).getElementsByTagName("module");
        for (int i = 0; i < folders.getLength(); i++) {
            PublishedModule module = of(repository, folders.item(i).getTextContent());
            Document pom = pom(module.folder);
            boolean hasCode = !"pom".equals(textOf(pom, "packaging"));
            if (hasCode && textOf(pom, "maven.deploy.skip") == null) {
                modules.add(module);
            }
        }
        return modules;
    }

    static PublishedModule of(Path repository, String folder) {
        return new PublishedModule(repository.resolve(folder));
    }

    private static Document pom(Path folder) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(folder.resolve("pom.xml").toFile());
    }

    private static String textOf(Document document, String name) {
        Element element = (Element) document.getElementsByTagName(name).item(0);
        return element == null ? null : element.getTextContent();
    }

    String name() {
        return folder.getFileName().toString();
    }

    Path folder() {
        return folder;
    }

    /** Where the compiler puts the classes, whether the module is packaged afterwards or not. */
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

// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** Compares the BOM with the modules. */
class RepositoryTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    @Test
    void bomListsExactlyThePublishedLibraries() throws Exception {
        Set<String> published = new TreeSet<>();
        for (Element module : elements(pom("."), "module")) {
            Document pom = pom(module.getTextContent());
            boolean hasCode = elements(pom, "packaging").isEmpty()
                    || !text(pom, "packaging").equals("pom");
            boolean isApplication = !elements(pom, "sbom.type").isEmpty()
                    && text(pom, "sbom.type").equals("application");
            if (hasCode && !isApplication && elements(pom, "maven.deploy.skip").isEmpty()) {
                published.add(ownArtifactId(pom));
            }
        }
        assertTrue(published.contains("compatcaps-api"), published.toString());
        Set<String> managed = new TreeSet<>();
        for (Element dependency : elements(pom("bom"), "dependency")) {
            managed.add(dependency.getElementsByTagName("artifactId").item(0).getTextContent());
        }
        assertEquals(published, managed);
    }

    private static Document pom(String module) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(ROOT.resolve(module).resolve("pom.xml").toFile());
    }

    private static List<Element> elements(Document document, String name) {
        List<Element> elements = new ArrayList<>();
        NodeList nodes = document.getElementsByTagName(name);
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }

    private static String text(Document document, String name) {
        return elements(document, name).get(0).getTextContent();
    }

    private static String ownArtifactId(Document pom) {
        for (Node node = pom.getDocumentElement().getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node.getNodeName().equals("artifactId")) {
                return node.getTextContent();
            }
        }
        throw new AssertionError("no artifactId");
    }
}

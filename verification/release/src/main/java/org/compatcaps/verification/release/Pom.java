// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.release;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** A POM as it is published. */
final class Pom {

    private final Element project;

    private Pom(Element project) {
        this.project = project;
    }

    static Pom read(Path file) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        return new Pom(factory.newDocumentBuilder().parse(file.toFile()).getDocumentElement());
    }

    /** The text of an element by its path, such as {@code scm/url}; the first one where there are several. */
    Optional<String> text(String path) {
        List<Element> found = elements(path);
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of(found.get(0).getTextContent().trim()).filter(text -> !text.isEmpty());
    }

    List<Element> elements(String path) {
        List<Element> found = List.of(project);
        for (String name : path.split("/")) {
            List<Element> next = new ArrayList<>();
            for (Element element : found) {
                next.addAll(children(element, name));
            }
            found = next;
        }
        return found;
    }

    private static List<Element> children(Element element, String name) {
        List<Element> children = new ArrayList<>();
        for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element && node.getNodeName().equals(name)) {
                children.add((Element) node);
            }
        }
        return children;
    }

    /** Wherever it stands. */
    List<String> allTexts(String name) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < project.getElementsByTagName(name).getLength(); i++) {
            texts.add(
                    project.getElementsByTagName(name).item(i).getTextContent().trim());
        }
        return texts;
    }

    String packaging() {
        return text("packaging").orElse("jar");
    }

    Optional<String> groupId() {
        return text("groupId").or(() -> text("parent/groupId"));
    }

    Optional<String> version() {
        return text("version").or(() -> text("parent/version"));
    }
}

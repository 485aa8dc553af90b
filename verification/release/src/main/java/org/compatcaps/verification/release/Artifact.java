// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/**
 * One version of one artifact in a folder that is laid out as a Maven repository.
 *
 * @param baseName the beginning of the names of its files; a snapshot has a timestamp in it
 */
record Artifact(Path folder, String groupId, String name, String version, String baseName, Document pom) {

    static List<Artifact> all(Path repository) throws Exception {
        List<Path> poms;
        try (Stream<Path> walk = Files.walk(repository)) {
            poms = walk.filter(file -> file.toString().endsWith(".pom"))
                    .sorted()
                    .toList();
        }
        DocumentBuilder parser = DocumentBuilderFactory.newInstance().newDocumentBuilder();
        List<Artifact> artifacts = new ArrayList<>();
        for (Path pom : poms) {
            Path version = repository.relativize(pom).getParent();
            Path name = version.getParent();
            artifacts.add(new Artifact(
                    pom.getParent(),
                    name.getParent().toString().replace('/', '.'),
                    name.getFileName().toString(),
                    version.getFileName().toString(),
                    pom.getFileName().toString().replaceFirst("[.]pom$", ""),
                    parser.parse(pom.toFile())));
        }
        return artifacts;
    }

    /** Returns the texts of the elements of the POM with this XPath. */
    List<String> texts(String path) {
        try {
            NodeList nodes =
                    (NodeList) XPathFactory.newInstance().newXPath().evaluate(path, pom, XPathConstants.NODESET);
            return IntStream.range(0, nodes.getLength())
                    .mapToObj(i -> nodes.item(i).getTextContent().strip())
                    .toList();
        } catch (XPathExpressionException e) {
            throw new IllegalArgumentException(path, e);
        }
    }

    /** Returns the text of the first such element below {@code project}; empty if there is none. */
    String text(String path) {
        return texts("/project/" + path).stream().findFirst().orElse("");
    }

    boolean isJar() {
        return !text("packaging").equals("pom");
    }

    /** Returns a file of this artifact, such as the one that ends in {@code -sources.jar}. */
    Path file(String ending) {
        return folder.resolve(baseName + ending);
    }

    /** Returns the names of the files that are uploaded. Only the repository itself keeps {@code maven-metadata.xml}. */
    Set<String> fileNames() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.startsWith("maven-metadata"))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}

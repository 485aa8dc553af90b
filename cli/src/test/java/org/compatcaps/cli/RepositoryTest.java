// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import picocli.CommandLine;

/** What the README and the BOM say of the modules, held against the modules. */
class RepositoryTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static String readme() throws Exception {
        return Files.readString(ROOT.resolve("README.md"));
    }

    /** The fenced blocks of a language. */
    private static List<String> blocks(String text, String language) {
        List<String> blocks = new ArrayList<>();
        StringBuilder block = null;
        boolean wanted = false;
        for (String line : text.split("\n")) {
            if (!line.startsWith("```")) {
                if (block != null) {
                    block.append(line).append('\n');
                }
            } else if (block == null) {
                block = new StringBuilder();
                wanted = line.equals("```" + language);
            } else {
                if (wanted) {
                    blocks.add(block.toString());
                }
                block = null;
            }
        }
        return blocks;
    }

    @Test
    void theExamplesCompile(@TempDir Path directory) throws Exception {
        List<String> examples = blocks(readme(), "java");
        assertEquals(2, examples.size());
        List<String> files = new ArrayList<>();
        for (int i = 0; i < examples.size(); i++) {
            Path file = directory.resolve("Example" + i + ".java");
            Files.writeString(
                    file,
                    "import static org.junit.jupiter.api.Assertions.*;\n"
                            + "import java.util.*;\n"
                            + "import org.compatcaps.*;\n"
                            + "import org.compatcaps.backend.mock.*;\n"
                            + "class Example" + i + " {\n"
                            + "    void example() {\n" + examples.get(i) + "    }\n"
                            + "}\n");
            files.add(file.toString());
        }
        List<String> arguments =
                new ArrayList<>(List.of("-d", directory.toString(), "-cp", System.getProperty("java.class.path")));
        arguments.addAll(files);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        assertEquals(
                0, compiler.run(null, null, null, arguments.toArray(new String[0])), "see the compiler's messages");
    }

    @Test
    void theSampleOutputIsReal() throws Exception {
        StringWriter out = new StringWriter();
        CommandLine commandLine = Main.newCommandLine();
        commandLine.setOut(new PrintWriter(out));
        assertEquals(0, commandLine.execute("--simulate", "power10"));
        assertEquals(List.of(out.toString()), blocks(readme(), ""));
    }

    @Test
    void theBomHasWhatIsPublished() throws Exception {
        Set<String> published = new TreeSet<>();
        for (Element module : elements(pom("."), "module")) {
            Document pom = pom(module.getTextContent());
            boolean isLibrary = elements(pom, "packaging").isEmpty()
                    || !text(pom, "packaging").equals("pom");
            if (isLibrary && elements(pom, "maven.deploy.skip").isEmpty()) {
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

    @Test
    void theReadmeNamesArtifactsThatThereAre() throws Exception {
        Set<String> known = new TreeSet<>(List.of("compatcaps-bom"));
        for (Element artifact : elements(pom("bom"), "artifactId")) {
            known.add(artifact.getTextContent());
        }
        int named = 0;
        Matcher matcher = Pattern.compile("compatcaps-(bom|api|backend-\\w+)").matcher(readme());
        while (matcher.find()) {
            assertTrue(known.contains(matcher.group()), matcher.group());
            named++;
        }
        assertTrue(named >= 6, "only " + named);
        assertTrue(readme().contains("<version>" + text(pom("bom"), "version") + "</version>"), "another version");
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

// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.compatcaps.KvmHost;
import org.compatcaps.backend.mock.SimulatedHost;
import org.compatcaps.spi.BackendProvider;
import org.compatcaps.spi.SystemCalls;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** What can be said of the pages without running anything. */
class PagesTest {

    private static final String GROUP = "org.compatcaps";

    static List<Page> pages() {
        return Page.all();
    }

    @Test
    void allPagesAreThere() {
        List<String> names = Page.all().stream().map(Page::name).toList();
        for (String name : List.of(
                "README.md",
                "CHANGELOG.md",
                "CONTRIBUTING.md",
                "SECURITY.md",
                "docs/guide/README.md",
                "docs/support.md")) {
            assertTrue(names.contains(name), () -> name + " is not in " + names);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "```yaml\na: b\n```",
                "```\nno language\n```",
                "```text\nprinted by nothing\n```",
                "```sh\ntrue\n```\n\n```text\n1\n```\n\n```text\n2\n```",
                "```sh\ntrue\n```\n\n# Another section\n\n```text\n1\n```",
                "```xml\n<a/>\n```\n\n```text\n1\n```",
                "    indented\n",
                "<!-- needs: kvm -->\n\nSome words.\n\n```sh\ntrue\n```",
            })
    void aBlockThatNothingWouldCheckIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> Page.of("wrong.md", text));
    }

    @Test
    void blocksKnowTheirPlace() {
        Page page = Page.of(
                "some.md",
                "# One\n\n<!-- needs: kvm java-22+ -->\n\n```sh\ntrue\n```\n\nThis prints:\n\n```text\nwords\n```\n");
        assertEquals(
                List.of(new Block("some.md:5", "One", "sh", "true\n", List.of("kvm", "java-22+"), "words\n")),
                page.blocks());
    }

    @Test
    void needsAreKnown() {
        for (Page page : Page.all()) {
            for (Block block : page.blocks()) {
                block.needs().forEach(need -> Machine.has(need, 17));
            }
        }
        assertTrue(Machine.has("java-17", 17));
        assertFalse(Machine.has("java-17", 25));
        assertTrue(Machine.has("java-17+", 25));
        assertFalse(Machine.has("java-26+", 25));
        assertThrows(IllegalArgumentException.class, () -> Machine.has("a-miracle", 17));
    }

    /** Those of the folders, too, whose blocks are not checked. */
    static List<Path> files() throws IOException {
        try (Stream<Path> walk =
                Files.find(Page.ROOT, 4, (file, attributes) -> file.toString().endsWith(".md"))) {
            return walk.map(Page.ROOT::relativize)
                    .filter(file -> !file.toString().contains("target/"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void pagesOfFoldersAreThere() throws IOException {
        assertTrue(files().contains(Path.of("docs/fleet/README.md")));
        assertTrue(files().contains(Path.of("verification/advice/README.md")));
    }

    @ParameterizedTest
    @MethodSource("files")
    void linksLeadSomewhere(Path file) throws IOException {
        assertEquals(List.of(), deadLinks(file, Files.readString(Page.ROOT.resolve(file))));
    }

    @Test
    void aDeadLinkIsFound() throws IOException {
        String text =
                "# Here\n\n[a](#here) [b](#there) [c](guide/README.md) [d](gone.md) [e](support.md#gone) [f](../README.md)"
                        + " [g](../verification/power-host/README.md#what-it-needs)";
        assertEquals(List.of("#there", "gone.md", "support.md#gone"), deadLinks(Path.of("docs/wrong.md"), text));
    }

    /** Of those into the repository; addresses elsewhere cannot be tried without a network. */
    private static List<String> deadLinks(Path page, String text) throws IOException {
        List<String> dead = new ArrayList<>();
        for (String link : Page.links(text)) {
            if (!link.contains("://") && !leadsSomewhere(page, text, link)) {
                dead.add(link);
            }
        }
        return dead;
    }

    private static boolean leadsSomewhere(Path page, String from, String link) throws IOException {
        String file = link.replaceAll("#.*", "");
        Path target = Page.ROOT.resolve(page).resolveSibling(file).normalize();
        if (!file.isEmpty() && !Files.exists(target)) {
            return false;
        }
        if (!link.contains("#")) {
            return true;
        }
        String text = file.isEmpty() ? from : Files.readString(target);
        return Page.anchors(text).contains(link.substring(link.indexOf('#') + 1));
    }

    static List<Block> xml() {
        return Page.blocks("xml");
    }

    @ParameterizedTest
    @MethodSource("xml")
    void xmlNamesWhatIsPublished(Block block) throws Exception {
        assertEquals(List.of(), problems(block));
    }

    @Test
    void xmlAndKotlinAreThere() {
        assertFalse(xml().isEmpty());
        assertFalse(kotlin().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<dependency><groupId>org.compatcaps</groupId><artifactId>compatcaps-backend-jni</artifactId></dependency>",
                "<dependency><groupId>org.compatcaps</groupId><artifactId>compatcaps-api</artifactId>"
                        + "<version>0.0.1</version></dependency>",
                "<dependency><groupId>org.compatcaps</groupId></dependency>",
                "<dependency><groupId>net.java.dev.jna</groupId><artifactId>jna-jpms</artifactId>"
                        + "<version>5.2.0</version></dependency>",
                "<plugin><artifactId>maven-jar-plugin</artifactId><version>3.0.0</version></plugin>",
                "<dependency>",
            })
    void wrongXmlIsFound(String xml) throws Exception {
        Page page = Page.of("wrong.md", "```xml\n" + xml + "\n```\n");
        assertEquals(1, problems(page.blocks().get(0)).size());
    }

    static List<Block> kotlin() {
        return Page.blocks("kotlin");
    }

    @ParameterizedTest
    @MethodSource("kotlin")
    void kotlinNamesWhatIsPublished(Block block) throws Exception {
        assertEquals(List.of(), problems(block));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "implementation(\"org.compatcaps:compatcaps-apis\")",
                "implementation(platform(\"org.compatcaps:compatcaps-bom:0.0.1\"))",
                "implementation(\"net.java.dev.jna:jna-jpms:5.2.0\")",
                "plugins { application }",
            })
    void wrongKotlinIsFound(String kotlin) throws Exception {
        Page page = Page.of("wrong.md", "```kotlin\n" + kotlin + "\n```\n");
        assertEquals(1, problems(page.blocks().get(0)).size());
    }

    /**
     * An artifact or a plugin of Maven that a block names.
     *
     * @param version the version, or an empty text without one
     */
    private record Artifact(String group, String name, String version) {

        private static final Pattern GRADLE = Pattern.compile("\"([\\w.-]+):([\\w.-]+)(?::([\\w.-]+))?\"");

        static List<Artifact> ofGradle(String kotlin) {
            return GRADLE.matcher(kotlin)
                    .results()
                    .map(found ->
                            new Artifact(found.group(1), found.group(2), found.group(3) == null ? "" : found.group(3)))
                    .toList();
        }

        static List<Artifact> ofMaven(String xml) throws Exception {
            Document document = parse("<block>" + xml + "</block>");
            List<Artifact> all = new ArrayList<>();
            for (String element : List.of("dependency", "plugin")) {
                NodeList nodes = document.getElementsByTagName(element);
                for (int i = 0; i < nodes.getLength(); i++) {
                    Element node = (Element) nodes.item(i);
                    all.add(new Artifact(text(node, "groupId"), text(node, "artifactId"), text(node, "version")));
                }
            }
            return all;
        }

        List<String> problems() throws Exception {
            List<String> problems = new ArrayList<>();
            if (group.equals(GROUP) && !texts(pom("bom"), "artifactId").contains(name)) {
                problems.add("nobody publishes " + name);
            }
            String ours = ours();
            if (!version.isEmpty() && !version.equals(ours)) {
                problems.add("the version of " + name + " is " + ours + ", not " + version);
            }
            return problems;
        }

        /** The version that this build has. */
        private String ours() throws Exception {
            if (group.equals(GROUP)) {
                return texts(pom("bom"), "version").get(0);
            }
            String property = group.equals("net.java.dev.jna") ? "jna" : name.replaceAll("^maven-", "");
            return texts(pom(""), property + ".version").get(0);
        }
    }

    private static List<String> problems(Block block) throws Exception {
        List<Artifact> artifacts;
        try {
            artifacts =
                    block.language().equals("xml") ? Artifact.ofMaven(block.text()) : Artifact.ofGradle(block.text());
        } catch (SAXException e) {
            return List.of(block + ": " + e.getMessage());
        }
        if (artifacts.isEmpty()) {
            return List.of(block + ": no artifact");
        }
        List<String> problems = new ArrayList<>();
        for (Artifact artifact : artifacts) {
            artifact.problems().forEach(problem -> problems.add(block + ": " + problem));
        }
        return problems;
    }

    /** Artifacts, properties of the system and modules that the words mention. */
    @ParameterizedTest
    @MethodSource("pages")
    void namesAreReal(Page page) throws Exception {
        assertEquals(List.of(), unknownNames(page.text()));
    }

    @Test
    void aWrongNameIsFound() throws Exception {
        assertEquals(
                List.of(
                        "compatcaps-backend-jni",
                        "-Dcompatcaps.mock.mode",
                        "-Dcompatcaps.backends",
                        "-Dorg.compatcaps.backend"),
                unknownNames("compatcaps-backend-jna, compatcaps-backend-jni, -Dcompatcaps.mock.mode=power9,"
                        + " `-Dcompatcaps.mock.modes=power9` -Dcompatcaps.backends=jna -Dorg.compatcaps.backend=jna"));
    }

    private static List<String> unknownNames(String text) throws Exception {
        List<String> known = new ArrayList<>(texts(pom("bom"), "artifactId"));
        known.add("-Dcompatcaps.backend");
        known.addAll(texts(pom("cli"), "artifactId"));
        Matcher property = Pattern.compile("<li>\\{@code (compatcaps\\.mock\\.\\w+)}")
                .matcher(Files.readString(Page.ROOT.resolve(
                        "backend-mock/src/main/java/org/compatcaps/backend/mock/MockBackendProvider.java")));
        while (property.find()) {
            known.add("-D" + property.group(1));
        }
        List<String> unknown = new ArrayList<>();
        Matcher name = Pattern.compile("compatcaps-(?:bom|api|cli(?![.-])|backend-\\w+)|-D(?:org\\.)?compatcaps[.\\w]*")
                .matcher(text);
        while (name.find()) {
            if (!known.contains(name.group())) {
                unknown.add(name.group());
            }
        }
        return unknown;
    }

    /** The calls are those that the simulated kernel recorded. */
    @Test
    void securityPageListsTheCallsOfAQuery() {
        SimulatedHost host = SimulatedHost.builder().build();
        try (KvmHost kvm = KvmHost.builder().backend(host).open()) {
            kvm.compatCaps();
        }
        List<String> made = host.calls().stream()
                .map(call -> call.call().kernelName())
                .sorted()
                .toList();
        assertEquals(
                List.of(
                        "KVM_CHECK_EXTENSION",
                        "KVM_CHECK_EXTENSION",
                        "KVM_CREATE_VM",
                        "KVM_GET_API_VERSION",
                        "KVM_PPC_GET_COMPAT_CAPS",
                        "close",
                        "close",
                        "open"),
                made);
        String page = Page.read(Page.ROOT.resolve("SECURITY.md")).text();
        made.stream().filter(call -> call.startsWith("KVM")).forEach(call -> assertTrue(page.contains(call), call));
    }

    @Test
    void guideListsTheRequestNumbersOfAQuery() {
        SimulatedHost simulated = SimulatedHost.builder().build();
        RequestRecorder recorder = new RequestRecorder(simulated);
        try (KvmHost kvm = KvmHost.builder().backend(recorder).open()) {
            kvm.compatCaps();
        }
        List<String> names = simulated.calls().stream()
                .map(call -> call.call().kernelName())
                .filter(name -> name.startsWith("KVM"))
                .toList();
        Map<String, Long> requests = new TreeMap<>();
        for (int i = 0; i < names.size(); i++) {
            requests.put(names.get(i), recorder.requests.get(i));
        }
        Map<String, Long> written = new TreeMap<>();
        for (Page.Row row : Page.guide().rows("Containers")) {
            if (row.cells().get(0).text().startsWith("KVM_")) {
                written.put(
                        row.cells().get(0).text(),
                        Long.decode(row.cells().get(1).text()));
            }
        }
        assertEquals(requests, written);
    }

    /** Records the request number of each ioctl on a simulated host. */
    private static final class RequestRecorder implements BackendProvider, SystemCalls {

        final List<Long> requests = new ArrayList<>();
        private final SystemCalls simulated;

        RequestRecorder(SimulatedHost host) {
            this.simulated = host.bind();
        }

        @Override
        public String name() {
            return "recorder";
        }

        @Override
        public int priority() {
            return ONLY_BY_NAME;
        }

        @Override
        public boolean isNative() {
            return false;
        }

        @Override
        public SystemCalls bind() {
            return this;
        }

        @Override
        public String architecture() {
            return simulated.architecture();
        }

        @Override
        public int open(ByteBuffer path, int flags) {
            return simulated.open(path, flags);
        }

        @Override
        public int ioctl(int fd, long request, long argument) {
            requests.add(request);
            return simulated.ioctl(fd, request, argument);
        }

        @Override
        public int ioctl(int fd, long request, ByteBuffer structure) {
            requests.add(request);
            return simulated.ioctl(fd, request, structure);
        }

        @Override
        public int close(int fd) {
            return simulated.close(fd);
        }
    }

    @Test
    void readmeListsEveryException() throws IOException {
        Set<String> types = ErrorsTest.exceptions();
        List<String> listed = Page.read(Page.ROOT.resolve("README.md")).rows("Handle errors").stream()
                .map(row -> row.cells().get(0).text())
                .toList();
        assertEquals(List.copyOf(types), listed.stream().sorted().toList());
    }

    /** FiguresIT checks those of the guide. */
    @Test
    void readmeHasTheSizesOfTheGuide() {
        Map<String, String> sizes = new TreeMap<>();
        for (Page.Row row : Page.guide().rows("Choose a backend")) {
            sizes.put(row.cells().get(0).text(), row.cells().get(2).text().replaceAll(" in .*", ""));
        }
        Map<String, String> written = new TreeMap<>();
        for (Page.Row row : Page.read(Page.ROOT.resolve("README.md")).rows("Choose a backend")) {
            written.put(row.cells().get(0).text(), row.cells().get(2).text());
        }
        assertEquals(sizes.get("jna"), written.remove("ffm and jna"));
        assertEquals(sizes, written);
    }

    @Test
    void readmeIsShort() throws IOException {
        assertTrue(Files.size(Page.ROOT.resolve("README.md")) <= 9216, "more belongs into docs/guide/README.md");
    }

    private static Document parse(String xml) throws Exception {
        var builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
        builder.setErrorHandler(null);
        return builder.parse(new InputSource(new StringReader(xml)));
    }

    private static Document pom(String module) throws Exception {
        try {
            return parse(Files.readString(Page.ROOT.resolve(module).resolve("pom.xml")));
        } catch (IOException e) {
            throw new IOException(module, e);
        }
    }

    private static List<String> texts(Document document, String name) {
        List<String> texts = new ArrayList<>();
        NodeList nodes = document.getElementsByTagName(name);
        for (int i = 0; i < nodes.getLength(); i++) {
            texts.add(nodes.item(i).getTextContent());
        }
        return texts;
    }

    private static String text(Element parent, String name) {
        NodeList nodes = parent.getElementsByTagName(name);
        return nodes.getLength() == 0 ? "" : nodes.item(0).getTextContent();
    }
}

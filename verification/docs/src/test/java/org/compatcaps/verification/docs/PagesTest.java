// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.compatcaps.KvmHost;
import org.compatcaps.backend.mock.SimulatedHost;
import org.compatcaps.spi.BackendProvider;
import org.compatcaps.spi.SystemCalls;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks the pages without running anything. */
class PagesTest {

    private static final Pattern VERSION = Pattern.compile(
            "<artifactId>(?:maven-)?([\\w.-]+)</artifactId>\\s*<version>([^<$]+[.][^<$]+)</version>|:([\\w-]+):([\\w.-]+)\"");

    /** Artifacts of this project, and properties of the system that it reads. */
    private static final Pattern NAME =
            Pattern.compile("compatcaps-(?:bom|api|cli(?![.-])|backend-\\w+)|-D(?:org\\.)?compatcaps[.\\w]*");

    static List<Page> pages() {
        return Page.all();
    }

    /** All pages, with those whose blocks are not checked. */
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
    void pagesAreFound() throws IOException {
        assertTrue(files().contains(Path.of("verification/advice/README.md")));
        assertTrue(
                pages().stream().map(Page::name).toList().containsAll(List.of("README.md", "docs/guide/embedding.md")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "```yaml\na: b\n```",
                "```text\nprinted by nothing\n```",
                "```sh\ntrue\n```\n\n# Another section\n\n```text\n1\n```",
                "    indented\n",
                "<!-- needs: kvm -->\n\nSome words.\n\n```sh\ntrue\n```",
            })
    void blockThatNoTestChecksIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> Page.of("wrong.md", text));
    }

    @ParameterizedTest
    @MethodSource("files")
    void linksLeadSomewhere(Path file) throws IOException {
        assertEquals(
                List.of(), deadLinks(file, Files.readString(Page.ROOT.resolve(file))), () -> "dead links in " + file);
    }

    @Test
    void deadLinkIsFound() throws IOException {
        String text = "# Here\n\n[a](#here) [b](#there) [c](guide/README.md) ![d](gone.svg) [e](support.md#gone)";
        assertEquals(List.of("#there", "support.md#gone", "gone.svg"), deadLinks(Path.of("docs/wrong.md"), text));
    }

    /** Returns dead links into the repository. */
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
        if (!link.contains("#")) {
            return Files.exists(target);
        }
        if (!file.isEmpty() && !Files.exists(target)) {
            return false;
        }
        String text = file.isEmpty() ? from : Files.readString(target);
        return Page.anchors(text).contains(link.substring(link.indexOf('#') + 1));
    }

    /** PrintedProjectsIT builds the projects; this test also covers versions in fragments and in Kotlin. */
    @ParameterizedTest
    @MethodSource("pages")
    void versionsAreThoseOfTheBuild(Page page) throws IOException {
        String poms = Files.readString(Page.ROOT.resolve("pom.xml"));
        String ours = first("<version>([^<]+)", poms);
        VERSION.matcher(page.text()).results().forEach(found -> {
            String artifact = found.group(1) == null ? found.group(3) : found.group(1);
            String written = found.group(1) == null ? found.group(4) : found.group(2);
            String property = artifact.startsWith("jna") ? "jna" : artifact;
            assertEquals(
                    artifact.startsWith("compatcaps-") ? ours : first("<" + property + ".version>([^<]+)", poms),
                    written,
                    artifact);
        });
    }

    private static String first(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .findFirst()
                .orElseThrow()
                .group(1);
    }

    @ParameterizedTest
    @MethodSource("pages")
    void namesAreReal(Page page) throws IOException {
        assertEquals(List.of(), unknownNames(page.text()));
    }

    @Test
    void wrongNameIsFound() throws IOException {
        assertEquals(
                List.of("compatcaps-backend-jni", "-Dcompatcaps.mock.mode", "-Dcompatcaps.backends"),
                unknownNames("compatcaps-backend-jna, compatcaps-backend-jni, -Dcompatcaps.mock.mode=power9,"
                        + " `-Dcompatcaps.mock.modes=power9` -Dcompatcaps.backends=jna"));
    }

    private static List<String> unknownNames(String text) throws IOException {
        String known = Files.readString(Page.ROOT.resolve("bom/pom.xml"))
                + Files.readString(Page.ROOT.resolve("cli/pom.xml"))
                + Files.readString(Page.ROOT.resolve(
                        "backend-mock/src/main/java/org/compatcaps/backend/mock/MockBackendProvider.java"));
        return NAME.matcher(text)
                .results()
                .map(MatchResult::group)
                .filter(name -> !name.equals("-Dcompatcaps.backend")
                        && !known.contains("<artifactId>" + name + "</artifactId>")
                        && !known.contains("<li>{@code " + name.replace("-D", "") + "}"))
                .toList();
    }

    @Test
    void securityPageListsTheCallsOfAQuery() {
        String page = Page.read(Page.ROOT.resolve("SECURITY.md")).text();
        requestsOfAQuery().keySet().forEach(call -> assertTrue(page.contains(call), call));
    }

    @Test
    void guideListsTheRequestNumbersOfAQuery() {
        Map<String, Long> written = new TreeMap<>();
        for (Page.Row row : Page.guide().rows("Containers")) {
            if (row.text(0).startsWith("KVM_")) {
                written.put(row.text(0), Long.decode(row.text(1)));
            }
        }
        assertEquals(requestsOfAQuery(), written);
    }

    /** Returns the request numbers that a simulated host receives, by the kernel's names. */
    private static Map<String, Long> requestsOfAQuery() {
        SimulatedHost simulated = SimulatedHost.builder().build();
        List<Long> numbers = new ArrayList<>();
        InvocationHandler recorder = (proxy, method, arguments) -> {
            if (method.getName().equals("ioctl")) {
                numbers.add((Long) arguments[1]);
            }
            return method.invoke(simulated.bind(), arguments);
        };
        SystemCalls calls = proxy(SystemCalls.class, recorder);
        BackendProvider backend = proxy(
                BackendProvider.class,
                (proxy, method, arguments) ->
                        method.getName().equals("bind") ? calls : method.invoke(simulated, arguments));
        try (KvmHost kvm = KvmHost.builder().backend(backend).open()) {
            kvm.compatCaps();
        }
        List<String> names = simulated.calls().stream()
                .map(call -> call.call().kernelName())
                .filter(name -> name.startsWith("KVM"))
                .toList();
        Map<String, Long> requests = new TreeMap<>();
        for (int i = 0; i < names.size(); i++) {
            requests.put(names.get(i), numbers.get(i));
        }
        return requests;
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    @Test
    void readmeListsEveryException() throws IOException {
        List<String> types = new ArrayList<>();
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(Page.ROOT.resolve("api/src/main/java/org/compatcaps"), "*Exception.java")) {
            files.forEach(file -> types.add(file.getFileName().toString().replace(".java", "")));
        }
        types.remove("CompatCapsException");
        List<String> listed = Page.read(Page.ROOT.resolve("README.md")).rows("Handle errors").stream()
                .map(row -> row.text(0))
                .sorted()
                .toList();
        assertEquals(types.stream().sorted().toList(), listed);
    }

    /** FiguresIT checks those of the guide. */
    @Test
    void readmeHasTheSizesOfTheGuide() {
        Map<String, String> sizes = new TreeMap<>();
        for (Page.Row row : Page.guide().rows("Choose a backend")) {
            sizes.put(row.text(0), row.text(2).replaceAll(" in .*", ""));
        }
        Map<String, String> written = new TreeMap<>();
        for (Page.Row row : Page.read(Page.ROOT.resolve("README.md")).rows("Choose a backend")) {
            written.put(row.text(0), row.text(2));
        }
        assertEquals(sizes.get("jna"), written.remove("ffm and jna"));
        assertEquals(sizes, written);
    }

    @ParameterizedTest
    @MethodSource("pages")
    void readmeAndPagesOfTheGuideAreShort(Page page) throws IOException {
        int limit =
                page.name().equals("README.md") ? 9 * 1024 : page.name().startsWith("docs/guide/") ? 12 * 1024 : 50_000;
        long size = Files.size(Page.ROOT.resolve(page.name()));
        assertTrue(size <= limit, () -> page + " has " + size + " bytes, more than " + limit);
    }
}

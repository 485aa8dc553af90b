// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.compatcaps.KvmHost;
import org.compatcaps.backend.mock.SimulatedHost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks the pages without running anything. */
class PagesTest {

    private static final Pattern VERSION = Pattern.compile(
            "<artifactId>(?:maven-)?([\\w.-]+)</artifactId>\\s*<version>([^<$]+[.][^<$]+)</version>|:([\\w-]+):([\\w.-]+)\"");

    /** Artifacts of this project, and properties of the system that it, JNA and jffi read. */
    private static final Pattern NAME = Pattern.compile(
            "compatcaps-(?:bom|api|cli(?![.-])|backend-\\w+)|-D(?:(?:org\\.)?compatcaps|jna|jffi)[.\\w]*");

    /** Files that have these names; the tests set the properties of JNA and jffi. */
    private static final List<String> NAMED_IN = List.of(
            "bom/pom.xml",
            "cli/pom.xml",
            "backend-mock/src/main/java/org/compatcaps/backend/mock/MockBackendProvider.java",
            "verification/consumers/src/test/java/org/compatcaps/verification/consumers/ApplicationServerIT.java",
            "verification/failures/src/test/java/org/compatcaps/verification/failures/loading/Situations.java");

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
                List.of("compatcaps-backend-jni", "-Dcompatcaps.mock.mode", "-Dcompatcaps.backends", "-Djna.tempdir"),
                unknownNames("compatcaps-backend-jna, compatcaps-backend-jni, -Dcompatcaps.mock.mode=power9,"
                        + " `-Dcompatcaps.mock.modes=power9` -Dcompatcaps.backends=jna -Djna.tmpdir -Djna.tempdir"));
    }

    private static List<String> unknownNames(String text) throws IOException {
        StringBuilder files = new StringBuilder();
        for (String file : NAMED_IN) {
            files.append(Files.readString(Page.ROOT.resolve(file)));
        }
        String known = files.toString();
        return NAME.matcher(text)
                .results()
                .map(MatchResult::group)
                .filter(name -> !name.equals("-Dcompatcaps.backend")
                        && !known.contains("<artifactId>" + name + "</artifactId>")
                        && !known.contains("<li>{@code " + name.replace("-D", "") + "}")
                        && !known.contains('"' + name + '='))
                .toList();
    }

    @Test
    void securityPageListsTheCallsOfAQuery() {
        String page = Page.read(Page.ROOT.resolve("SECURITY.md")).text();
        requestsOfAQuery().forEach(request -> assertTrue(page.contains(request), request));
    }

    /** The simulated host has the numbers from the kernel's source, and refuses others. */
    @Test
    void guideListsTheRequestNumbersOfAQuery() throws IOException {
        String numbers = Files.readString(
                Page.ROOT.resolve("backend-mock/src/main/java/org/compatcaps/backend/mock/KernelAbi.java"));
        Set<String> written = new TreeSet<>();
        for (Page.Row row : Page.guide().rows("Containers")) {
            if (row.text(0).startsWith("KVM_")) {
                written.add(row.text(0));
                String number = row.text(0) + " = 0x" + row.text(1).substring(2).toUpperCase(Locale.ROOT) + ";";
                assertTrue(numbers.contains(number), number);
            }
        }
        assertEquals(requestsOfAQuery(), written);
    }

    /** Returns the requests that a simulated host receives, by the kernel's names. */
    private static Set<String> requestsOfAQuery() {
        SimulatedHost simulated = SimulatedHost.builder().build();
        try (KvmHost kvm = KvmHost.builder().backend(simulated).open()) {
            kvm.compatCaps();
        }
        return simulated.calls().stream()
                .map(call -> call.call().kernelName())
                .filter(name -> name.startsWith("KVM"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void readmeListsEveryException() throws IOException {
        Set<String> types = new TreeSet<>();
        try (Stream<Path> files = Files.list(Page.ROOT.resolve("api/src/main/java/org/compatcaps"))) {
            files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith("Exception.java"))
                    .forEach(file -> types.add(file.replace(".java", "")));
        }
        types.remove("CompatCapsException");
        Set<String> listed = new TreeSet<>();
        Page.read(Page.ROOT.resolve("README.md")).rows("Handle errors").forEach(row -> listed.add(row.text(0)));
        assertEquals(types, listed);
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

// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.compatcaps.cli.Jdk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Compiles the Java of pages and of Javadoc against the packaged jars, and runs it on the oldest and the newest JDK here. */
class ExamplesIT {

    @TempDir
    private Path folder;

    static List<JavaExample> examples() {
        List<Block> blocks = new ArrayList<>(Page.blocks("java"));
        blocks.addAll(Javadoc.blocks());
        return JavaExample.of(blocks);
    }

    /** The packaged jars, and what tests need. The compiler's API does not take {@code lib/*}. */
    private static String classPath() throws IOException {
        StringBuilder path = new StringBuilder();
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(Jdk.dist().resolve("lib"), "*.jar")) {
            jars.forEach(jar -> path.append(jar).append(File.pathSeparator));
        }
        return path + System.getProperty("java.class.path");
    }

    private void check(JavaExample example, Jdk jdk) throws Exception {
        example.compile(folder, classPath());
        Machine.assumeHas(example.needs(), jdk);
        example.run(jdk, folder + File.pathSeparator + classPath());
    }

    static List<Arguments> examplesAndJdks() throws Exception {
        List<Arguments> all = new ArrayList<>();
        for (JavaExample example : examples()) {
            for (Jdk jdk : Jdk.all()) {
                all.add(Arguments.of(example, jdk));
            }
        }
        return all;
    }

    @ParameterizedTest
    @MethodSource("examplesAndJdks")
    void compilesAndRuns(JavaExample example, Jdk jdk) throws Exception {
        check(example, jdk);
    }

    @Test
    void theReadmeAndTheGuideHaveExamples() {
        List<JavaExample> ofPages = JavaExample.of(Page.blocks("java"));
        assertTrue(ofPages.size() >= 4, ofPages::toString);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.compatcaps:CompatCaps",
                "org.compatcaps:KvmHost",
                "org.compatcaps:ProcessorMode",
                "org.compatcaps.backend.mock:SimulatedHost",
                "org.compatcaps.spi:BackendProvider",
            })
    void typeThatReadersStartFromHasAnExample(String type) {
        List<Block> blocks = Javadoc.blocks();
        assertTrue(blocks.stream().anyMatch(block -> block.where().startsWith(type + ".java:")), blocks::toString);
    }

    @Test
    void aWrongExampleInJavadocIsFound() throws Exception {
        Jdk oldest = Jdk.all().get(0);
        assertThrows(AssertionError.class, () -> check(inJavadoc("{@code CompatCaps.query().mode();}"), oldest));
        assertThrows(AssertionError.class, () -> check(inJavadoc("{@code System.out.println(1); // 2\n}"), oldest));
        check(inJavadoc("{@code System.out.println(1); // 1\n}"), oldest);
        assertThrows(IllegalArgumentException.class, () -> inJavadoc("CompatCaps.query();"));
    }

    private JavaExample inJavadoc(String example) throws IOException {
        Path file = folder.resolve("Documented.java");
        Files.writeString(file, "/** One.\n\n <pre>" + example + "</pre> */\nclass Documented {}\n");
        return JavaExample.of(Javadoc.blocks(List.of(file))).get(0);
    }

    /** The jar of the documentation's own backend, on both paths: each finds it, in its own way. */
    @Test
    void theBackendOfTheGuideIsFound() throws Exception {
        List<JavaExample> modular =
                examples().stream().filter(JavaExample::hasModule).toList();
        assertEquals(1, modular.size());
        Path lib = Jdk.dist().resolve("lib");
        Path cli = Jdk.dist().resolve("compatcaps-cli.jar");
        String modulePath = lib + File.pathSeparator + cli;
        Path module = folder.resolve("module");
        assertEquals("org.example.backend", modular.get(0).compileModule(module, modulePath));

        Path classes = folder.resolve("classes");
        modular.get(0).compile(classes, classPath());
        Path services = Files.createDirectories(classes.resolve("META-INF/services"));
        Page.Row registration = Page.guide().rows("Write a backend").get(0);
        Files.writeString(
                services.resolve(registration.cells().get(1).code().get(0).replaceAll(".*/", "")),
                registration.cells().get(2).code().get(0));

        for (Jdk jdk : Jdk.all()) {
            assertListsIt(Jdk.run(jdk.command(
                    "-p",
                    module + File.pathSeparator + modulePath,
                    "-m",
                    "org.compatcaps.cli/org.compatcaps.cli.Main",
                    "backends")));
            assertListsIt(Jdk.run(jdk.command(
                    "-cp",
                    classes + File.pathSeparator + cli + File.pathSeparator + lib + "/*",
                    "org.compatcaps.cli.Main",
                    "backends")));
        }
    }

    private static void assertListsIt(Jdk.Result result) {
        assertTrue(result.out.contains("example: available, only by name\n"), result.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CompatCaps.query().mode();",
                "class Whole { Strin name; }",
                "var unused = new ArrayList();",
                "String text = \"\"\"\n  newer than Java 11\"\"\";",
                "CompatCaps.of(ProcessorMode.POWER9).modes().add(ProcessorMode.POWER10);",
                "KvmHost.builder().backend(\"nobody\").open();",
                "import org.junit.jupiter.api.Test;\nclass Tested { @Test void fails() { throw new AssertionError(); } }",
                "class Empty { /* @Test */ }",
                "System.err.print(1);",
            })
    void whatDoesNotCompileOrRunIsFound(String java) throws Exception {
        Page page = Page.of("wrong.md", "```java\n" + java + "\n```\n");
        Jdk oldest = Jdk.all().get(0);
        assertThrows(
                AssertionError.class, () -> check(JavaExample.of(page.blocks()).get(0), oldest));
    }

    @Test
    void anotherOutputIsFound() throws Exception {
        Jdk oldest = Jdk.all().get(0);
        String java = "```java\nSystem.out.println(CompatCaps.query().highest().orElseThrow());\n```\n\n";
        check(
                JavaExample.of(Page.of("right.md", java + "```text\nPOWER10\n```\n")
                                .blocks())
                        .get(0),
                oldest);
        Page wrong = Page.of("wrong.md", java + "```text\nPOWER9\n```\n");
        assertThrows(
                AssertionError.class, () -> check(JavaExample.of(wrong.blocks()).get(0), oldest));
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

    static List<JavaExample> examples() throws IOException {
        List<Block> blocks = new ArrayList<>(Page.blocks("java"));
        blocks.addAll(Javadoc.blocks());
        return JavaExample.of(blocks);
    }

    /** The packaged jars, and what tests need. The compiler's API does not take {@code lib/*}. */
    private static String classPath() throws IOException {
        try (Stream<Path> jars = Files.list(Jdk.dist().resolve("lib"))) {
            return jars.map(jar -> jar + File.pathSeparator).collect(Collectors.joining())
                    + System.getProperty("java.class.path");
        }
    }

    private void check(JavaExample example, Jdk jdk) throws Exception {
        example.compile(folder, classPath());
        Machine.assumeHas(example.needs(), jdk);
        example.run(jdk, folder + File.pathSeparator + classPath());
    }

    static Stream<Arguments> examplesAndJdks() throws IOException {
        List<Jdk> jdks = Jdk.all();
        return examples().stream().flatMap(example -> jdks.stream().map(jdk -> Arguments.of(example, jdk)));
    }

    @ParameterizedTest
    @MethodSource("examplesAndJdks")
    void compilesAndRuns(JavaExample example, Jdk jdk) throws Exception {
        check(example, jdk);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CompatCaps", "KvmHost", "ProcessorMode", "SimulatedHost", "BackendProvider"})
    void typeThatReadersStartFromHasAnExample(String type) throws IOException {
        List<Block> blocks = Javadoc.blocks();
        assertTrue(blocks.stream().anyMatch(block -> block.where().contains(":" + type + ".java:")), blocks::toString);
    }

    @Test
    void javadocWithoutCodeIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("Documented.java"), "/** <pre>CompatCaps.query();</pre> */");
        assertThrows(IllegalArgumentException.class, () -> Javadoc.blocks(file));
    }

    /** The class path and the module path find the guide's backend in different ways. */
    @Test
    void backendOfTheGuideIsFoundOnBothPaths() throws Exception {
        List<JavaExample> modular =
                examples().stream().filter(JavaExample::hasModule).toList();
        assertEquals(1, modular.size());
        Path lib = Jdk.dist().resolve("lib");
        Path cli = Jdk.dist().resolve("compatcaps-cli.jar");
        String modulePath = lib + File.pathSeparator + cli;
        Path module = folder.resolve("module");
        modular.get(0).compileModule(module, modulePath);

        Path classes = folder.resolve("classes");
        modular.get(0).compile(classes, classPath());
        Path services = Files.createDirectories(classes.resolve("META-INF/services"));
        Page.Row registration = Page.guide().rows("Write a backend").get(0);
        Files.writeString(
                services.resolve(registration.code(1).get(0).replaceAll(".*/", "")),
                registration.code(2).get(0));

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
        assertTrue(result.out.contains("example: available if selected explicitly\n"), result.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CompatCaps.query().mode();",
                "String text = \"\"\"\n  newer than Java 11\"\"\";",
                "KvmHost.builder().backend(\"nobody\").open();",
                "import org.junit.jupiter.api.Test;\nclass Tested { @Test void fails() { throw new AssertionError(); } }",
                "class Empty { /* @Test */ }",
                "System.err.print(1);",
                "System.out.println(1);",
            })
    void wrongExampleIsFound(String java) throws Exception {
        Page page = Page.of("wrong.md", "```java\n" + java + "\n```\n\n```text\n2\n```\n");
        JavaExample example = JavaExample.of(page.blocks()).get(0);
        Jdk oldest = Jdk.all().get(0);
        assertThrows(AssertionError.class, () -> check(example, oldest));
    }
}

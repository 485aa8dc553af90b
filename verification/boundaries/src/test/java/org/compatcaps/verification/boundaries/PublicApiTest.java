// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.boundaries;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The public API is as it is written down, and a change of it is shown. */
class PublicApiTest {

    private static final Path REPOSITORY = Path.of("../..").toAbsolutePath().normalize();

    private static Stream<PublishedModule> modules() throws Exception {
        return PublicApi.modulesIn(REPOSITORY).stream();
    }

    @ParameterizedTest
    @MethodSource("modules")
    void isAsWrittenDown(PublishedModule module) throws Exception {
        List<String> difference = PublicApi.difference(PublicApi.writtenDown(module), PublicApi.compiled(module));
        assertTrue(
                difference.isEmpty(),
                "The public API of " + module + " is not what its public-api.txt says:\n\n"
                        + String.join("\n", difference)
                        + "\n\nIf this is wanted, accept it by: " + PublicApi.ACCEPT + "\n");
    }

    @Test
    void theModulesWithAnApiAreKnown() throws Exception {
        List<String> names = new ArrayList<>();
        modules().forEach(module -> names.add(module.name()));
        assertEquals(List.of("api", "backend-tck", "backend-mock"), names);
    }

    @Test
    void holdsWhatOthersCanSee(@TempDir Path directory) throws Exception {
        assertEquals(
                List.of(
                        "module sample {",
                        "  exports sample;",
                        "  requires java.base;",
                        "}",
                        "public class sample.Open {",
                        "  protected final int forSubclasses;",
                        "  public sample.Open(int);",
                        "  public static final java.lang.String NAME = \"open\";",
                        "}",
                        "public final class sample.Sample {",
                        "  public boolean second(long) throws java.io.IOException;",
                        "  public int first();",
                        "}"),
                compile(directory, "public int first() { return 1; }").subList(2, 15));
    }

    @Test
    void showsWhatChanged(@TempDir Path directory) throws Exception {
        List<String> before = compile(
                directory.resolve("before"),
                "public void same() {} public int changed() { return 1; } public void removed() {}"
                        + " public void hidden() {} private int inside;");
        List<String> after = compile(
                directory.resolve("after"),
                "public long changed() { return 1; } public void added() {} public void same() {}"
                        + " void hidden() {} private long inside;");
        assertEquals(List.of(), PublicApi.difference(before, before));
        assertEquals(
                List.of(
                        "- sample.Sample: public int changed();",
                        "- sample.Sample: public void hidden();",
                        "- sample.Sample: public void removed();",
                        "+ sample.Sample: public long changed();",
                        "+ sample.Sample: public void added();"),
                PublicApi.difference(before, after));
    }

    @Test
    void showsAChangedDeclaration() {
        String member = "  public void same();";
        assertEquals(
                List.of("- public final class sample.Sample {", "+ public class sample.Sample {"),
                PublicApi.difference(
                        List.of("public final class sample.Sample {", member, "}"),
                        List.of("public class sample.Sample {", member, "}")));
    }

    /** The API of a module with a class that has these members among others. */
    private static List<String> compile(Path directory, String members) throws Exception {
        Path sources = Files.createDirectories(directory.resolve("sources"));
        Path module = directory.resolve("module");
        List<String> arguments = new ArrayList<>(List.of(
                "--release", "11", "-d", module.resolve("target/classes").toString()));
        arguments.add(source(sources, "module-info", "module sample { exports sample; }"));
        arguments.add(source(
                sources,
                "Sample",
                "package sample; public final class Sample { Sample() {}"
                        + " public boolean second(long x) throws java.io.IOException { return true; }"
                        + " protected void noApi() {} void noApiEither() {} " + members + "}"));
        arguments.add(source(
                sources,
                "Open",
                "package sample; public class Open { public static final String NAME = \"open\";"
                        + " protected final int forSubclasses; public Open(int x) { forSubclasses = x; } }"));
        arguments.add(source(sources, "Hidden", "package sample; class Hidden { public void call() {} }"));
        assertEquals(
                0,
                ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(new String[0])),
                "see the compiler's messages");
        return PublicApi.compiled(PublishedModule.of(directory, "module"));
    }

    private static String source(Path folder, String name, String text) throws Exception {
        return Files.writeString(folder.resolve(name + ".java"), text).toString();
    }
}

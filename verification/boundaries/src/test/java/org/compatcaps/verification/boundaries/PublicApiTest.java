// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.boundaries;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PublicApiTest {

    private static final String FINAL = "public final class sample.Sample {";

    private static List<PublishedModule> modules() throws IOException {
        return PublicApi.modulesIn(Path.of("../..").toAbsolutePath().normalize());
    }

    @ParameterizedTest
    @MethodSource("modules")
    void publicApiIsAsListed(PublishedModule module) throws IOException {
        List<String> difference =
                PublicApi.difference(Files.readAllLines(PublicApi.file(module)), PublicApi.compiled(module));
        assertEquals(
                "",
                String.join("\n", difference),
                "The public API of " + module + " differs from its public-api.txt. To accept it: " + PublicApi.ACCEPT);
    }

    @ParameterizedTest
    @MethodSource("modules")
    void publicApiShowsNoInternalTypes(PublishedModule module) throws IOException {
        for (String line : PublicApi.compiled(module)) {
            assertFalse(line.contains(".internal."), line);
        }
    }

    @Test
    void apiTckAndMockExportPackages() throws IOException {
        assertEquals(
                List.of("api", "backend-tck", "backend-mock"),
                modules().stream().map(PublishedModule::name).toList());
    }

    @Test
    void listsPublicAndProtectedMembers(@TempDir Path directory) throws IOException {
        String expected = """
                module sample {
                  exports sample;
                  requires java.base;
                }
                public class sample.Open {
                  protected final int forSubclasses;
                  protected void call(java.util.List<? extends java.lang.Runnable>);
                  public sample.Open(int);
                  public static final java.lang.String NAME = "open";
                }
                public final class sample.Sample {
                  public boolean second(long) throws java.io.IOException;
                  public int first();
                }
                """;
        Map<String, String> sources = Map.of(
                "module-info.java",
                "module sample { exports sample; }",
                "Sample.java",
                """
                package sample;
                public final class Sample {
                    Sample() {}
                    public int first() { return 1; }
                    public boolean second(long x) throws java.io.IOException { return true; }
                    protected void noApi() {}
                    void noApiEither() {}
                }
                """,
                "Open.java",
                """
                package sample;
                public class Open {
                    public static final String NAME = "open";
                    protected final int forSubclasses;
                    public Open(int x) { forSubclasses = x; }
                    protected void call(java.util.List<? extends Runnable> all) {}
                }
                """,
                "Hidden.java",
                "package sample; class Hidden { public void call() {} }");
        List<String> arguments = new ArrayList<>(List.of("--release", "11", "-d", directory + "/target/classes"));
        for (Map.Entry<String, String> source : sources.entrySet()) {
            Path file = directory.resolve(source.getKey());
            arguments.add(Files.writeString(file, source.getValue()).toString());
        }
        int status = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(new String[0]));
        assertEquals(0, status, "see the compiler's messages");
        List<String> found = PublicApi.compiled(new PublishedModule(directory));
        assertEquals(expected.lines().toList(), found.subList(2, found.size()));
    }

    @Test
    void differenceShowsRemovedAndAddedLines() {
        assertEquals(
                List.of("- sample.Sample: public int changed();", "+ sample.Sample: public long changed();"),
                PublicApi.difference(
                        List.of(FINAL, "  public int changed();", "  public void same();", "}"),
                        List.of(FINAL, "  public void same();", "  public long changed();", "}")));
        assertEquals(
                List.of("- " + FINAL, "+ public class sample.Sample {"),
                PublicApi.difference(List.of(FINAL, "}"), List.of("public class sample.Sample {", "}")));
    }
}

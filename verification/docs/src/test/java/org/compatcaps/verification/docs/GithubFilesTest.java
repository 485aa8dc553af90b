// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The parts of {@code .github} that name something of this repository. GitHub itself checks the rest. */
class GithubFilesTest {

    private static final Path GITHUB = Page.ROOT.resolve(".github");

    /** A step is a word, or several in quotes. */
    private static final Pattern STEP = Pattern.compile("'([^']+)'|(\\S+)");

    private static Map<String, Object> load(String yaml) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        return new Yaml(new SafeConstructor(options)).load(yaml);
    }

    /** Words after {@code .ci/run} and those of a matrix for it. */
    private static Set<String> stepsOf(String workflow) {
        Set<String> steps = new TreeSet<>();
        Matcher lists = Pattern.compile("(?:\\.ci/run |- name: .*\\n +steps:(?: >-\\n)? +)(.+)")
                .matcher(workflow);
        while (lists.find()) {
            Matcher words = STEP.matcher(lists.group(1).replaceAll("\\$\\{\\{.*?}}", ""));
            while (words.find()) {
                steps.add(words.group().replace("'", ""));
            }
        }
        return steps;
    }

    private static List<String> unknown(Set<String> steps) throws IOException {
        String script = Files.readString(Page.ROOT.resolve(".ci/run"));
        List<String> unknown = new ArrayList<>();
        for (String step : steps) {
            String command = step.replaceAll(" .*", "");
            boolean isKnown = command.equals("mvn")
                    || Files.isExecutable(Page.ROOT.resolve(command))
                    || script.contains("\n" + command + "() {");
            if (!isKnown) {
                unknown.add(command);
            }
        }
        return unknown;
    }

    @Test
    void workflowNamesStepsThatExist() throws IOException {
        Set<String> steps = stepsOf(Files.readString(GITHUB.resolve("workflows/build.yml")));
        assertTrue(
                steps.containsAll(List.of("install_missing", "one_jdk", "packaged_sdk", "verification/release/run")),
                steps::toString);
        assertEquals(List.of(), unknown(steps));
    }

    @Test
    void aStepThatDoesNotExistIsFound() throws IOException {
        String workflow = """
                include:
                  - name: some
                    steps: one_jdk three_jdks
                  - name: quoted
                    steps: >-
                      'mvn -q package' verification/nothing/run
                steps:
                  - run: .ci/run install_nothing ${{ matrix.steps }}
                """;
        assertEquals(List.of("install_nothing", "three_jdks", "verification/nothing/run"), unknown(stepsOf(workflow)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bug.yml", "wrong-answer.yml"})
    void issueFormAsksForTheOutputOfDoctor(String form) throws IOException {
        Map<String, Object> fields =
                load(Files.readString(GITHUB.resolve("ISSUE_TEMPLATE").resolve(form)));
        assertTrue(fields.keySet().containsAll(List.of("name", "description", "body")), fields::toString);
        assertTrue(fields.get("body").toString().contains("Output of `compatcaps doctor`"), fields::toString);
    }

    @Test
    void filesAreYaml() throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(GITHUB)) {
            files = walk.filter(file -> file.toString().endsWith(".yml")).toList();
        }
        assertTrue(files.size() >= 5, files::toString);
        for (Path file : files) {
            assertFalse(load(Files.readString(file)).isEmpty(), file::toString);
        }
    }
}

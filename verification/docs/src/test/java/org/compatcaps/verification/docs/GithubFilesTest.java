// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.docs;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** Checks the files of {@code .github} as far as they name things of this repository. GitHub checks the rest. */
class GithubFilesTest {

    private static final Path GITHUB = Page.ROOT.resolve(".github");

    @Test
    void workflowNamesStepsThatExist() throws IOException {
        Set<String> steps = steps(Files.readString(GITHUB.resolve("workflows/build.yml")));
        assertTrue(steps.containsAll(List.of("install_missing", "one_jdk", "packaged_sdk")), steps::toString);
        String script = Files.readString(Page.ROOT.resolve(".ci/run"));
        for (String step : steps) {
            boolean exists = step.equals("mvn")
                    || Files.isExecutable(Page.ROOT.resolve(step))
                    || script.contains("\n" + step + "() {");
            assertTrue(exists, () -> ".ci/run has no step " + step);
        }
    }

    /** Returns the commands after {@code .ci/run} and those of the matrix; a command with arguments is in quotes. */
    private static Set<String> steps(String workflow) {
        Set<String> steps = new TreeSet<>();
        Matcher lists = Pattern.compile("(?:\\.ci/run |- name: .*\\n +steps:(?: >-\\n)? +)(.+)")
                .matcher(workflow);
        while (lists.find()) {
            Matcher words = Pattern.compile("'(\\S+)[^']*'|(\\S+)")
                    .matcher(lists.group(1).replaceAll("\\$\\{\\{.*?}}", ""));
            while (words.find()) {
                steps.add(words.group(1) == null ? words.group(2) : words.group(1));
            }
        }
        return steps;
    }

    @Test
    void issueFormsAskForTheOutputOfDoctor() throws IOException {
        for (String form : List.of("bug.yml", "wrong-answer.yml")) {
            Object fields = new Yaml()
                    .load(Files.readString(GITHUB.resolve("ISSUE_TEMPLATE").resolve(form)));
            assertTrue(fields.toString().contains("Output of `compatcaps doctor`"), form);
        }
    }
}

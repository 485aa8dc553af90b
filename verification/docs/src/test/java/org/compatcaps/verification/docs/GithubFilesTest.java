// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.docs;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Checks the workflow as far as it names things of this repository. GitHub checks the rest. */
class GithubFilesTest {

    @Test
    void workflowNamesStepsThatExist() throws IOException {
        String workflow = Files.readString(Page.ROOT.resolve(".github/workflows/build.yml"));
        Set<String> steps = Pattern.compile("(?:\\.ci/run|steps:) ([\\w/ ]+)")
                .matcher(workflow)
                .results()
                .flatMap(names -> Stream.of(names.group(1).trim().split(" ")))
                .collect(Collectors.toSet());
        assertTrue(steps.containsAll(List.of("install_missing", "one_jdk", "packaged_sdk")), steps::toString);
        String script = Files.readString(Page.ROOT.resolve(".ci/run"));
        for (String step : steps) {
            boolean exists = Files.isExecutable(Page.ROOT.resolve(step)) || script.contains("\n" + step + "() {");
            assertTrue(exists, () -> ".ci/run has no step " + step);
        }
    }
}

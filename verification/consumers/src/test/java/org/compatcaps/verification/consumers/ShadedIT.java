// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.consumers;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.compatcaps.cli.Jdk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Everything in one jar, our packages and those of slf4j under other names. */
class ShadedIT {

    private static List<Jdk> jdks() throws IOException {
        return Jdk.all();
    }

    private static Run jar(Jdk jdk, String classifier, String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of(jdk.tool("java")));
        command.addAll(List.of(options));
        command.addAll(List.of("-jar", "target/shaded-1-" + classifier + ".jar"));
        return Run.of(Run.project("shaded"), command).says("SDK com.example.shaded.compatcaps.KvmHost");
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void allBackendsAreFound(Jdk jdk) throws Exception {
        Run run = jar(jdk, "all").isRefusedByThisHost().doesNotLog();
        run.says(jdk.hasFfm() ? "ffm: available" : "ffm: not available: needs Java 22, this is " + jdk.version());
        run.says("jna: available").says("jnr: available").says("mock: available, only by name");
        run.warnsOfNativeCode(false, "native");
        run.through(jdk.hasFfm() ? "ffm" : "jna");
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void systemPropertiesKeepTheirNames(Jdk jdk) throws Exception {
        jar(jdk, "all", "-Dcompatcaps.backend=mock", "-Dcompatcaps.mock.modes=power11")
                .endsWith(0)
                .says("backend mock")
                .says("modes [POWER11]");
        jar(jdk, "all", "-Dcompatcaps.backend=jnr").isRefusedByThisHost().through("jnr");
    }

    @Test
    void missingMultiReleaseIsReported() throws Exception {
        jar(Jdk.newest(), "multi-release-forgotten")
                .mentions("ffm: not available: its classes for Java 22 and later are not visible")
                .mentions("keep META-INF/versions and 'Multi-Release: true' in the manifest")
                .isRefusedByThisHost()
                .through("jna");
    }
}

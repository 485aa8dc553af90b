// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.consumers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.compatcaps.cli.Jdk;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Projects that import the BOM, run on the class path. */
class ClassPathIT {

    private static List<Jdk> jdks() throws IOException {
        return Jdk.all();
    }

    private static Run java(Jdk jdk, String project, String mainClass, String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of(jdk.tool("java")));
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", "target/" + project + "-1.jar:target/lib/*", "com.example." + mainClass));
        return Run.of(Run.project(project), command);
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void onlyBackendIsUsed(Jdk jdk) throws Exception {
        java(jdk, "one-backend", "OneBackend")
                .isRefusedByThisHost()
                .doesNotLog()
                .through("jna");
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void selectionOfMissingBackendIsError(Jdk jdk) throws Exception {
        java(jdk, "one-backend", "OneBackend", "-Dcompatcaps.backend=jnr")
                .endsWith(3)
                .doesNotLog()
                .mentions("refused BackendUnavailableException: Backend 'jnr', selected by the system property"
                        + " compatcaps.backend, was not found. Found: jna: available. Add its jar, correct the name, or select another"
                        + " backend.");
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void bestBackendForJavaVersionIsUsed(Jdk jdk) throws Exception {
        Run run = java(jdk, "all-backends", "AllBackends").isRefusedByThisHost().doesNotLog();
        run.says(jdk.hasFfm() ? "ffm: available" : "ffm: not available: needs Java 22, this is " + jdk.version());
        run.says("jna: available").says("jnr: available").says("mock: available, only by name");
        run.warnsOfNativeCode(jdk.warnsOfNativeCode(), "--enable-native-access=ALL-UNNAMED");
        run.through(jdk.hasFfm() ? "ffm" : "jna");
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void systemPropertySelectsEachBackend(Jdk jdk) throws Exception {
        Run mock = java(jdk, "all-backends", "AllBackends", "-Dcompatcaps.backend=mock");
        assertEquals(List.of("mock"), mock.endsWith(0).after("backend "));
        mock.says("modes [POWER9, POWER10]");
        for (String backend : jdk.hasFfm() ? List.of("ffm", "jna", "jnr") : List.of("jna", "jnr")) {
            java(jdk, "all-backends", "AllBackends", "-Dcompatcaps.backend=" + backend)
                    .isRefusedByThisHost()
                    .doesNotLog()
                    .through(backend);
        }
    }
}

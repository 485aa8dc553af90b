// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.consumers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.compatcaps.cli.Jdk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Projects on the class path, in one jar, on the module path and in an image of jlink: each uses the backends that it has. */
@Execution(ExecutionMode.CONCURRENT)
class ProjectsIT {

    private static final String MODULE_PATH = "target/modular-1.jar:target/lib";
    private static final String MODULE_PATH_OF_JNA = "target/modular-1.jar:../modular-jna/target/lib";
    private static final String MAIN_MODULE = "com.example.modular/com.example.modular.Modular";
    private static final String IN_MODULES = "module com.example.modular, module org.compatcaps";
    private static final String ALLOW_FFM = "--enable-native-access=org.compatcaps.backend.ffm";

    @TempDir
    private Path directory;

    private static List<Jdk> jdks() throws IOException {
        return Jdk.all();
    }

    private static Run java(Jdk jdk, String project, List<String> options, String... program) throws Exception {
        List<String> command = new ArrayList<>(List.of(jdk.tool("java")));
        command.addAll(options);
        command.addAll(List.of(program));
        return Run.of(Run.project(project), command);
    }

    private static Run oneBackend(Jdk jdk, String... options) throws Exception {
        String classPath = "target/one-backend-1.jar:target/lib/*";
        return java(jdk, "one-backend", List.of(options), "-cp", classPath, "com.example.HostQuery");
    }

    private static Run allBackends(Jdk jdk, String... options) throws Exception {
        String classPath = "target/all-backends-1.jar:target/lib/*";
        return java(jdk, "all-backends", List.of(options), "-cp", classPath, "com.example.HostQuery");
    }

    private static Run shaded(Jdk jdk, String classifier, String... options) throws Exception {
        return java(jdk, "shaded", List.of(options), "-jar", "target/shaded-1-" + classifier + ".jar")
                .hasLine("SDK com.example.shaded.compatcaps.KvmHost");
    }

    private static Run modular(Jdk jdk, String... options) throws Exception {
        return java(jdk, "modular", List.of(options), "-p", MODULE_PATH, "-m", MAIN_MODULE)
                .hasLine(IN_MODULES)
                .hasLine(ffm(jdk));
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void onlyBackendIsUsed(Jdk jdk) throws Exception {
        oneBackend(jdk).isRefusedByThisHost().doesNotLog().through("jna");
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void selectionOfMissingBackendIsError(Jdk jdk) throws Exception {
        oneBackend(jdk, "-Dcompatcaps.backend=jnr")
                .endsWith(3)
                .doesNotLog()
                .mentions("refused BackendUnavailableException: Backend 'jnr', selected by the system property"
                        + " compatcaps.backend, was not found. Found: jna: available. Add its jar, correct the name, or select another"
                        + " backend.");
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void bestBackendForJavaVersionIsUsed(Jdk jdk) throws Exception {
        Run onClassPath =
                allBackends(jdk).warnsOfNativeCode(jdk.warnsOfNativeCode(), "--enable-native-access=ALL-UNNAMED");
        Run inOneJar = shaded(jdk, "all").warnsOfNativeCode(false, "native");
        for (Run run : List.of(onClassPath, inOneJar)) {
            run.isRefusedByThisHost().doesNotLog();
            run.hasLine(ffm(jdk))
                    .hasLine("jna: available")
                    .hasLine("jnr: available")
                    .hasLine("mock: available if selected explicitly");
            run.through(jdk.hasFfm() ? "ffm" : "jna");
        }
    }

    private static String ffm(Jdk jdk) {
        return jdk.hasFfm() ? "ffm: available" : "ffm: not available: needs Java 22, this is " + jdk.version();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void systemPropertySelectsBackend(Jdk jdk) throws Exception {
        allBackends(jdk, "-Dcompatcaps.backend=mock")
                .endsWith(0)
                .hasLine("backend mock")
                .hasLine("modes [POWER9, POWER10]");
        shaded(jdk, "all", "-Dcompatcaps.backend=mock", "-Dcompatcaps.mock.modes=power11")
                .endsWith(0)
                .hasLine("backend mock")
                .hasLine("modes [POWER11]");
        for (String backend : jdk.hasFfm() ? List.of("ffm", "jna", "jnr") : List.of("jna", "jnr")) {
            allBackends(jdk, "-Dcompatcaps.backend=" + backend)
                    .isRefusedByThisHost()
                    .doesNotLog()
                    .through(backend);
            shaded(jdk, "all", "-Dcompatcaps.backend=" + backend)
                    .isRefusedByThisHost()
                    .through(backend);
        }
    }

    @Test
    void missingMultiReleaseIsReported() throws Exception {
        shaded(Jdk.newest(), "multi-release-forgotten")
                .mentions("ffm: not available: its classes for Java 22 and later are not visible")
                .mentions("keep META-INF/versions and 'Multi-Release: true' in its manifest")
                .isRefusedByThisHost()
                .through("jna");
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void ffmIsFoundOnModulePath(Jdk jdk) throws Exception {
        Run run = modular(jdk);
        if (jdk.hasFfm()) {
            run.isRefusedByThisHost().doesNotLog().warnsOfNativeCode(jdk.warnsOfNativeCode(), ALLOW_FFM);
            modular(jdk, ALLOW_FFM).isRefusedByThisHost().warnsOfNativeCode(false, "native");
        } else {
            run.endsWith(3).mentions("refused BackendUnavailableException: There is no usable backend.");
        }
    }

    private Run link(Jdk jdk, String modulePath, String modules, String option) throws Exception {
        List<String> command = new ArrayList<>(List.of(jdk.tool("jlink"), "-p", modulePath, "--add-modules", modules));
        command.addAll(List.of("--launcher", "modular=" + MAIN_MODULE));
        command.addAll(List.of("--output", directory.resolve("image").toString()));
        if (!option.isEmpty()) {
            command.add("--add-options=" + option);
        }
        return Run.of(Run.project("modular"), command);
    }

    private Run image(Jdk jdk, String modulePath, String modules, String option) throws Exception {
        link(jdk, modulePath, modules, option).endsWith(0);
        return Run.of(directory, List.of(directory.resolve("image/bin/modular").toString()))
                .hasLine(IN_MODULES);
    }

    @ParameterizedTest
    @CsvSource({"'', true", ALLOW_FFM + ", false"})
    void imageHasFfmAndWarnsWithoutOption(String option, boolean warns) throws Exception {
        Jdk jdk = Jdk.newest();
        image(jdk, MODULE_PATH, "com.example.modular,org.compatcaps.backend.ffm", option)
                .hasLine("ffm: available")
                .isRefusedByThisHost()
                .warnsOfNativeCode(warns && jdk.warnsOfNativeCode(), ALLOW_FFM);
    }

    /** A backend is a service, which no module requires, so that jlink does not add it. */
    @Test
    void imageWithoutBackendReportsThat() throws Exception {
        image(Jdk.newest(), MODULE_PATH, "com.example.modular", "")
                .endsWith(3)
                .mentions(
                        "refused BackendUnavailableException: There is no usable backend. No backend at all was found.");
    }

    /** The module jna-jpms has the classes of JNA's own jar, which has no module descriptor. */
    @ParameterizedTest
    @MethodSource("jdks")
    void imageHasJnaAsModule(Jdk jdk) throws Exception {
        String option = jdk.warnsOfNativeCode() ? "--enable-native-access=com.sun.jna" : "";
        image(jdk, MODULE_PATH_OF_JNA, "com.example.modular,org.compatcaps.backend.jna", option)
                .hasLine("jna: available")
                .isRefusedByThisHost()
                .warnsOfNativeCode(false, "native");
    }

    @Test
    void jlinkRefusesJnaItself() throws Exception {
        String modulePath = "target/modular-1.jar:../one-backend/target/lib";
        link(Jdk.newest(), modulePath, "com.example.modular,org.compatcaps.backend.jna", "")
                .endsWith(1)
                .mentions("automatic module cannot be used with jlink: com.sun.jna");
    }
}

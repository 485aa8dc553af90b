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
import org.junit.jupiter.params.provider.MethodSource;

/** An application of modules with the backend ffm, from the module path and as an image. */
@Execution(ExecutionMode.CONCURRENT)
class ModulesIT {

    private static final String MODULE_PATH = "target/modular-1.jar:target/lib";
    private static final String MAIN = "com.example.modular/com.example.modular.Modular";
    private static final String ALLOW = "--enable-native-access=org.compatcaps.backend.ffm";
    private static final String IN_MODULES = "module com.example.modular, module org.compatcaps";
    private static final String WARNING = "--enable-native-access=org.compatcaps.backend.ffm";

    private static List<Jdk> jdks() throws IOException {
        return Jdk.all();
    }

    private static Run run(String... command) throws Exception {
        return Run.of(Run.project("modular"), List.of(command));
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void ffmIsFoundOnModulePath(Jdk jdk) throws Exception {
        Run run = run(jdk.tool("java"), "-p", MODULE_PATH, "-m", MAIN).says(IN_MODULES);
        if (jdk.hasFfm()) {
            run.says("ffm: available").isRefusedByThisHost().doesNotLog();
            run.warnsOfNativeCode(jdk.warnsOfNativeCode(), WARNING);
        } else {
            run.says("ffm: not available: needs Java 22, this is " + jdk.version());
            run.endsWith(3).mentions("refused BackendUnavailableException: There is no usable backend.");
        }
    }

    @Test
    void enableNativeAccessPreventsWarning() throws Exception {
        run(Jdk.newest().tool("java"), ALLOW, "-p", MODULE_PATH, "-m", MAIN)
                .says("ffm: available")
                .isRefusedByThisHost()
                .warnsOfNativeCode(false, "native");
    }

    /** jlink takes what is asked for, and no more: a backend is a service, which nobody requires. */
    @Test
    void imageWithOptionPrintsNoWarning(@TempDir Path directory) throws Exception {
        Path image = directory.resolve("image");
        link(image, "com.example.modular,org.compatcaps.backend.ffm", ALLOW).endsWith(0);
        run(image.resolve("bin/modular").toString())
                .says(IN_MODULES)
                .says("ffm: available")
                .isRefusedByThisHost()
                .warnsOfNativeCode(false, "native");
    }

    @Test
    void imageWithoutOptionWarns(@TempDir Path directory) throws Exception {
        Path image = directory.resolve("image");
        link(image, "com.example.modular,org.compatcaps.backend.ffm", null).endsWith(0);
        run(image.resolve("bin/modular").toString())
                .says("ffm: available")
                .isRefusedByThisHost()
                .warnsOfNativeCode(Jdk.newest().warnsOfNativeCode(), WARNING);
    }

    @Test
    void imageWithoutBackendReportsThat(@TempDir Path directory) throws Exception {
        Path image = directory.resolve("image");
        link(image, "com.example.modular", null).endsWith(0);
        run(image.resolve("bin/modular").toString())
                .endsWith(3)
                .mentions(
                        "refused BackendUnavailableException: There is no usable backend. No backend at all was found.");
    }

    /** jna-jpms has the classes of JNA's own jar, as a module. */
    @ParameterizedTest
    @MethodSource("jdks")
    void imageWithJnaRunsFromModuleOfJna(Jdk jdk, @TempDir Path directory) throws Exception {
        Path image = directory.resolve("image");
        String option = jdk.warnsOfNativeCode() ? "--enable-native-access=com.sun.jna" : null;
        String modulePath = "target/modular-1.jar:../modular-jna/target/lib";
        link(jdk, modulePath, image, "com.example.modular,org.compatcaps.backend.jna", option)
                .endsWith(0);
        run(image.resolve("bin/modular").toString())
                .says(IN_MODULES)
                .says("jna: available")
                .isRefusedByThisHost()
                .warnsOfNativeCode(false, "native");
    }

    @Test
    void jlinkRefusesJnaItself(@TempDir Path directory) throws Exception {
        String modulePath = "target/modular-1.jar:../one-backend/target/lib";
        link(
                        Jdk.newest(),
                        modulePath,
                        directory.resolve("image"),
                        "com.example.modular,org.compatcaps.backend.jna",
                        null)
                .endsWith(1)
                .mentions("automatic module cannot be used with jlink: com.sun.jna");
    }

    private static Run link(Path image, String modules, String options) throws Exception {
        return link(Jdk.newest(), MODULE_PATH, image, modules, options);
    }

    private static Run link(Jdk jdk, String modulePath, Path image, String modules, String options) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                jdk.tool("jlink"),
                "-p",
                modulePath,
                "--add-modules",
                modules,
                "--launcher",
                "modular=" + MAIN,
                "--output",
                image.toString()));
        if (options != null) {
            command.add("--add-options=" + options);
        }
        return Run.of(Run.project("modular"), command);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.consumers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.compatcaps.cli.Jdk;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Applications are compiled without the annotations that the SDK has in its class files, which javac could warn of. */
@Execution(ExecutionMode.CONCURRENT)
class CompilerWarningsIT {

    private static final String MODULE = "module application { requires org.compatcaps.backend.mock; }";

    /** Uses each method and type that has annotations. */
    private static final String APPLICATION = """
            package application;

            import java.util.List;
            import org.compatcaps.*;
            import org.compatcaps.backend.mock.*;
            import org.compatcaps.spi.*;

            final class Application implements BackendProvider {

                public String name() {
                    return "application";
                }

                public int priority() {
                    return ONLY_BY_NAME;
                }

                public SystemCalls bind() throws UnavailableException {
                    throw new UnavailableException(BackendProblem.NEEDS_LINUX, "needs Linux");
                }

                static List<Object> use() {
                    CompatCaps caps = CompatCaps.fromMap(CompatCaps.parse(CompatCaps.query().toText()).toMap());
                    SimulatedHost host = SimulatedHost.builder().modes(ProcessorMode.parse("power9")).build();
                    try (InstalledHost installed = host.install(); KvmHost kvm = KvmHost.builder().backend(host).open()) {
                        return List.of(caps, installed, kvm.compatCaps(), host.calls(), Backend.list(), NestedApi.V1);
                    } catch (BackendUnavailableException e) {
                        return List.of(e.backends(), e.errnoName(), KernelInterface.isTooOld("6.12"));
                    }
                }
            }
            """;

    private static List<Jdk> jdks() throws IOException {
        return Jdk.all();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void javacPrintsNothingOnClassPath(Jdk jdk, @TempDir Path directory) throws Exception {
        assertCompilesSilently(jdk, "--class-path", directory, source(directory, "Application", APPLICATION));
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void javacPrintsNothingOnModulePath(Jdk jdk, @TempDir Path directory) throws Exception {
        assertCompilesSilently(
                jdk,
                "--module-path",
                directory,
                source(directory, "module-info", MODULE),
                source(directory, "Application", APPLICATION));
    }

    private static String source(Path directory, String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name + ".java"), text).toString();
    }

    private static void assertCompilesSilently(Jdk jdk, String path, Path directory, String... sources)
            throws Exception {
        List<String> command = new ArrayList<>(List.of(jdk.tool("javac"), "-Xlint:all", "-Werror", "--release", "11"));
        command.addAll(List.of(path, String.join(":", sdk()), "-d", directory.toString()));
        command.addAll(List.of(sources));
        Run run = Run.of(directory, command).endsWith(0);
        assertEquals("exit status 0\n", run.toString());
    }

    private static List<String> sdk() throws IOException {
        List<String> jars = new ArrayList<>();
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(Run.project("all-backends").resolve("target/lib"), "*.jar")) {
            for (Path jar : files) {
                String name = jar.getFileName().toString();
                assertTrue(!name.startsWith("jspecify") && !name.startsWith("jackson"), name);
                if (name.startsWith("compatcaps-") || name.startsWith("slf4j-")) {
                    jars.add(jar.toAbsolutePath().toString());
                }
            }
        }
        return jars;
    }
}

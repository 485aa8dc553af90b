// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.consumers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
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
    void javacPrintsNothing(Jdk jdk, @TempDir Path directory) throws Exception {
        Path application = Files.writeString(directory.resolve("Application.java"), APPLICATION);
        Path module = Files.writeString(directory.resolve("module-info.java"), MODULE);
        assertCompilesSilently(jdk, directory, "--class-path", application);
        assertCompilesSilently(jdk, directory, "--module-path", application, module);
    }

    private static void assertCompilesSilently(Jdk jdk, Path directory, String path, Path... sources) throws Exception {
        List<String> command = new ArrayList<>(List.of(jdk.tool("javac"), "-Xlint:all", "-Werror", "--release", "11"));
        command.addAll(List.of(path, sdk(), "-d", directory.toString()));
        Stream.of(sources).map(Path::toString).forEach(command::add);
        assertEquals("exit status 0\n", Run.of(directory, command).toString());
    }

    /** Returns the jars of the SDK and of slf4j as a path. */
    private static String sdk() throws IOException {
        try (Stream<Path> jars = Files.list(Run.project("all-backends").resolve("target/lib"))) {
            List<String> all = jars.map(jar -> jar.toAbsolutePath().toString()).toList();
            assertTrue(all.stream().noneMatch(jar -> jar.matches(".*/(jspecify|jackson)[^/]*")), all.toString());
            return String.join(
                    ":",
                    all.stream()
                            .filter(jar -> jar.matches(".*/(compatcaps|slf4j)-[^/]*"))
                            .toList());
        }
    }
}

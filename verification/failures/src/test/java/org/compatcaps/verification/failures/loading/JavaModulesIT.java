// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.failures.loading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.compatcaps.cli.Jdk;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Java runtimes that lack modules, such as images made by jlink, or the native linker, such as Zero. */
@Execution(ExecutionMode.CONCURRENT)
class JavaModulesIT {

    private static final String NEEDS_LOGGING =
            ". It needs the module java.logging. Add it to this Java runtime (jlink --add-modules java.logging)";

    @TempDir
    private Path directory;

    static List<Jdk> jdks() throws Exception {
        return Jdk.all();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void missingLoggingStopsOnlyJnaAndJnr(Jdk jdk) throws Exception {
        Tool tool = Tool.on(jdk).with("--limit-modules=java.base");
        String jna = tool.reasonOf("jna");
        assertTrue(jna.endsWith(NEEDS_LOGGING), jna);
        String jnr = tool.reasonOf("jnr");
        assertTrue(jnr.endsWith(NEEDS_LOGGING), jnr);
        tool.assertRefusesAllButFfm(jna, jnr);
        assertEquals(0, tool.run("--simulate", "power10", "--json").exitCode);
        assertTrue(tool.run("doctor").out.contains("needs the module java.logging"));
        Tool.on(jdk).with("--limit-modules=java.base,java.logging").assertAvailable("jna", "jnr");
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void imageNeedsJavaBaseAndForJnaAndJnrLogging(Jdk jdk) throws Exception {
        Jdk.Result without = runOnImage(jdk, "java.base");
        assertEquals(2, without.out.split(NEEDS_LOGGING.replaceAll("[().]", "\\\\$0"), -1).length - 1, without.out);
        assertTrue(without.out.contains("mock: available"), without.toString());
        assertEquals(jdk.hasFfm(), without.out.contains("ffm: available\n"), without.toString());
        Jdk.Result with = runOnImage(jdk, "java.base,java.logging");
        assertTrue(with.out.contains("jna: available\njnr: available\n"), with.toString());
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void missingLinkerStopsOnlyFfm(Jdk jdk) throws Exception {
        assumeTrue(jdk.hasFfm(), "needs Java 22, this is " + jdk);
        Tool tool = Tool.on(jdk).with("-Djdk.internal.foreign.CABI=UNSUPPORTED");
        String ffm = tool.reasonOf("ffm");
        assertEquals(
                "cannot be loaded: java.lang.UnsupportedOperationException: Platform does not support native linker."
                        + " Use the backend jna or jnr",
                ffm);
        tool.assertRefusedByName("ffm", ffm);
        tool.assertAutomatically("jna");
    }

    private Jdk.Result runOnImage(Jdk jdk, String modules) throws Exception {
        assumeTrue(Files.isExecutable(Path.of(jdk.tool("jlink"))), jdk + " has no jlink");
        Path image = directory.resolve(modules);
        Jdk.Result made = Jdk.run(List.of(jdk.tool("jlink"), "--add-modules", modules, "--output", image.toString()));
        assumeTrue(made.exitCode == 0, jdk + " makes no image: " + made);
        String jar = Jdk.dist().resolve("compatcaps-cli.jar").toString();
        Jdk.Result list = Jdk.run(List.of(image.resolve("bin/java").toString(), "-jar", jar, "backends"));
        assertEquals(0, list.exitCode, list.toString());
        return list;
    }
}

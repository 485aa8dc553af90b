// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.compatcaps.cli.Jdk;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs the documentation's commands as a user would, on each JDK. */
class CommandsIT {

    @TempDir
    private static Path folder;

    /** Copies the repository and the command line, which is newer than all sources, so that no test builds it again. */
    @BeforeAll
    static void copyRepository() throws Exception {
        String copy = "tar -C \"$0\" -c --exclude=target --exclude=.git . | tar -x"
                + " && mkdir cli/target && cp -r \"$1\" cli/target/dist && touch cli/target/compatcaps.built";
        Jdk.Result result = Jdk.run(
                folder,
                List.of(
                        "bash",
                        "-euo",
                        "pipefail",
                        "-c",
                        copy,
                        Page.ROOT.toString(),
                        Jdk.dist().toString()));
        assertEquals(0, result.exitCode, result.toString());
    }

    /** Runs commands with this JDK as the user's; their standard error is part of the output, as on a terminal. */
    private static Jdk.Result run(Jdk jdk, String script) throws Exception {
        Path bin = Path.of(jdk.tool("java")).getParent();
        String environment = "export JAVA_HOME='" + bin.getParent() + "' PATH='" + bin + "':\"$PATH\"\nexec 2>&1\n";
        return Jdk.run(folder, List.of("bash", "-e", "-c", environment + script));
    }

    private static boolean isBuild(Block block) {
        return BuildCommand.lines(block.text()).stream().anyMatch(BuildCommand::isOne);
    }

    static Stream<Arguments> commands() throws IOException {
        List<Jdk> jdks = Jdk.all();
        return Page.blocks("sh").stream()
                .filter(block -> !isBuild(block))
                .flatMap(block -> jdks.stream().map(jdk -> Arguments.of(block, jdk)));
    }

    private static void check(Block block, Jdk jdk) throws Exception {
        Machine.assumeHas(block.needs(), jdk);
        Jdk.Result result = run(jdk, block.text());
        assertEquals(0, result.exitCode, () -> block + ": " + result);
        if (block.output() != null) {
            assertEquals(block.output(), result.out, block.toString());
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    void commandPrintsTheOutputShown(Block block, Jdk jdk) throws Exception {
        check(block, jdk);
    }

    static List<Block> builds() {
        return Page.blocks("sh").stream().filter(CommandsIT::isBuild).toList();
    }

    @ParameterizedTest
    @MethodSource("builds")
    void commandThatIsNotRunNamesExistingThings(Block block) throws Exception {
        for (String line : BuildCommand.lines(block.text())) {
            assertTrue(BuildCommand.isOne(line), () -> block + ": move this line to a block that is run: " + line);
            assertEquals(List.of(), BuildCommand.unknown(line), () -> block + ": " + line);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "./mvnw verify -Pno-such-profile",
                "./mvnw -q verfy",
                "./mvnw test -pl api,no-such-module",
                "./mvnw verify -Dno.such.property=1",
                "verification/no-such-folder/run",
                "verification/run no-such-proof",
                "verification/run --no-such-option",
            })
    void commandThatNamesAMissingThingIsFound(String line) throws Exception {
        assertEquals(1, BuildCommand.unknown(line).size(), line);
    }

    @ParameterizedTest
    @ValueSource(strings = {"echo first; false; echo last", "echo out; echo error >&2"})
    void failureOrOtherOutputIsFound(String command) throws Exception {
        Page page = Page.of("wrong.md", "```sh\n" + command + "\n```\n\n```text\nout\n```\n");
        Jdk jdk = Jdk.all().get(0);
        assertThrows(AssertionError.class, () -> check(page.blocks().get(0), jdk));
    }
}

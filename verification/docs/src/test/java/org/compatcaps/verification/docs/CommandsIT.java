// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.compatcaps.cli.Jdk;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs the documentation's commands as a user would, on each JDK. */
class CommandsIT {

    @TempDir
    private static Path folder;

    private static Checkout checkout;

    @BeforeAll
    static void copyTheRepository() throws Exception {
        checkout = Checkout.in(folder.resolve("checkout"));
    }

    private static boolean isBuild(Block block) {
        return BuildCommand.lines(block.text()).stream().anyMatch(BuildCommand::isOne);
    }

    static List<Arguments> commands() throws Exception {
        List<Arguments> commands = new ArrayList<>();
        for (Block block : Page.blocks("sh")) {
            if (!isBuild(block)) {
                for (Jdk jdk : Jdk.all()) {
                    commands.add(Arguments.of(block, jdk));
                }
            }
        }
        return commands;
    }

    private static void check(Block block, Jdk jdk) {
        Machine.assumeHas(block.needs(), jdk);
        Jdk.Result result = checkout.run(jdk, block.text());
        assertEquals(0, result.exitCode, () -> block + ": " + result);
        if (block.output() != null) {
            assertEquals(block.output(), result.out, block.toString());
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    void worksAndPrintsWhatIsShown(Block block, Jdk jdk) {
        check(block, jdk);
    }

    static List<Block> builds() {
        return Page.blocks("sh").stream().filter(CommandsIT::isBuild).toList();
    }

    @ParameterizedTest
    @MethodSource("builds")
    void whatIsNotRunNamesWhatThereIs(Block block) {
        for (String line : BuildCommand.lines(block.text())) {
            assertTrue(BuildCommand.isOne(line), () -> block + ": put this into a block that is run: " + line);
            assertEquals(List.of(), BuildCommand.problems(line), () -> block + ": " + line);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "./mvnw verify -Pno-such-profile",
                "./mvnw -q verfy",
                "./mvnw test -pl api,no-such-module",
                "./mvnw test -pl",
                "./mvnw verify -Dno.such.property=1",
                "verification/no-such-folder/run",
                "verification/power-host/run --no-such-option",
                "verification/power-host/README.md",
            })
    void aCommandOfTheBuildThatNamesNothingIsFound(String line) {
        assertEquals(1, BuildCommand.problems(line).size(), line);
    }

    @Test
    void aCommandOfTheBuildMayGoOverLinesAndHaveARemark() {
        assertEquals(
                List.of("./mvnw verify -pl api", "verification/power-host/run --only bare-metal"),
                BuildCommand.lines(
                        "./mvnw verify \\\n  -pl api # one\n\n# two\nverification/power-host/run --only bare-metal\n"));
        assertEquals(List.of(), BuildCommand.problems("verification/power-host/run --only bare-metal"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "./compatcaps --device /nonexistent",
                "no-such-command | cat && false",
                "echo first; false; echo last",
                "./no-such-file",
            })
    void aCommandThatFailsIsFound(String command) throws Exception {
        Page page = Page.of("wrong.md", "```sh\n" + command + "\n```\n");
        Jdk jdk = Jdk.all().get(0);
        assertThrows(AssertionError.class, () -> check(page.blocks().get(0), jdk));
    }

    @Test
    void anotherOutputIsFound() throws Exception {
        Jdk jdk = Jdk.all().get(0);
        String command = "```sh\necho out; echo error >&2\n```\n\n";
        check(
                Page.of("right.md", command + "```text\nout\nerror\n```\n")
                        .blocks()
                        .get(0),
                jdk);
        Page wrong = Page.of("wrong.md", command + "```text\nout\n```\n");
        assertThrows(AssertionError.class, () -> check(wrong.blocks().get(0), jdk));
    }
}

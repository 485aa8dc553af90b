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
    static void copyRepository() throws Exception {
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

    private static void check(Block block, Jdk jdk) throws Exception {
        Machine.assumeHas(block.needs(), jdk);
        Jdk.Result result = checkout.run(jdk, block.text());
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
                "verification/power-host/run --no-such-option",
                "verification/run no-such-proof",
                "verification/run boundaries jdks --no-such-option",
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

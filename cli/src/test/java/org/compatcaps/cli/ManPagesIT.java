// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** The man pages of the build, as {@code man} renders them. */
class ManPagesIT {

    private static final Path PAGES = Jdk.dist().resolveSibling("man");

    @TempDir
    Path directory;

    @BeforeEach
    void needsMan() {
        if (!Files.isExecutable(Path.of("/usr/bin/man"))) {
            String reason = "man is missing. Install the package man-db.";
            if ("true".equals(System.getenv("CI"))) {
                fail(reason);
            }
            assumeTrue(false, reason);
        }
    }

    static List<String> names() {
        List<String> names = new ArrayList<>(List.of("compatcaps"));
        for (String command : Main.newCommandLine().getSubcommands().keySet()) {
            names.add("compatcaps-" + command);
        }
        return names;
    }

    private static CommandLine command(String name) {
        CommandLine root = Main.newCommandLine();
        return name.equals("compatcaps") ? root : root.getSubcommands().get(name.substring("compatcaps-".length()));
    }

    /**
     * Renders a page with one long line for each paragraph, so that tests need not expect line breaks. groff's "all" does not
     * include mac, the warning about undefined macros.
     */
    private static Jdk.Result man(Path page) throws Exception {
        return Jdk.run(List.of(
                "env",
                "LC_ALL=C.UTF-8",
                "MANWIDTH=1000",
                "MANPAGER=cat",
                "man",
                "--warnings=all,mac",
                "-l",
                page.toString()));
    }

    @Test
    void eachCommandHasAPage() throws Exception {
        Set<String> expected = new TreeSet<>();
        names().forEach(name -> expected.add(name + ".1"));
        Set<String> found = new TreeSet<>();
        try (Stream<Path> files = Files.list(PAGES)) {
            files.forEach(file -> found.add(file.getFileName().toString()));
        }
        assertEquals(expected, found);
    }

    @ParameterizedTest
    @MethodSource("names")
    void pageHasEveryOptionAndNoWarning(String name) throws Exception {
        Jdk.Result shown = man(PAGES.resolve(name + ".1"));
        assertEquals(0, shown.exitCode, shown.toString());
        assertEquals("", shown.err);
        assertTrue(shown.out.contains(name + " - "), shown.out);
        Set<String> missing = new TreeSet<>();
        command(name).getCommandSpec().options().stream()
                .filter(option -> !option.hidden() && !shown.out.contains(option.longestName()))
                .forEach(option -> missing.add(option.longestName()));
        assertEquals(Set.of(), missing, shown.out);
    }

    @Test
    void pageHasEveryExitCode() throws Exception {
        String shown = man(PAGES.resolve("compatcaps.1")).out.replaceAll(" +", " ");
        var codes = Main.newCommandLine().getCommandSpec().usageMessage().exitCodeList();
        assertTrue(codes.containsKey("70"), codes.toString());
        codes.forEach((code, meaning) ->
                assertTrue(shown.contains("\n " + code + "\n " + meaning), () -> code + " " + meaning + shown));
    }

    @Test
    void damagedPageHasAWarning() throws Exception {
        Path page = directory.resolve("wrong.1");
        Files.writeString(page, Files.readString(PAGES.resolve("compatcaps.1")) + "\n.nosuchmacro\n");
        assertNotEquals("", man(page).err);
    }
}

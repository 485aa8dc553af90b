// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.compatcaps.cli.Jdk;

/**
 * A command of the documentation that is not run here, because it is the build, which runs this, or takes far too long in it.
 * What it names must be there.
 */
final class BuildCommand {

    /** By how they begin, with why they are not run. Everything else is run. */
    static final Map<String, String> NOT_RUN = new TreeMap<>(Map.of(
            "./mvnw ", "is the build itself, or a part of it",
            "verification/advice/run", "takes a quarter of an hour; .ci/run runs its short form",
            "verification/benchmarks/run", "takes minutes; .ci/run runs its short form",
            "verification/clean-roots/run", "takes an hour as root; run by hand",
            "verification/failures/soak", "takes minutes; run by hand",
            "verification/fleet/run", "fetches from Debian; .ci/run runs it",
            "verification/jdks/run", "takes a quarter of an hour; .ci/run runs it",
            "verification/packages/run", "makes Debian roots as root; .ci/run runs it",
            "verification/power-host/run", "takes a quarter of an hour; .ci/run runs it",
            "verification/release/run", "builds everything twice; .ci/run runs it"));

    private static final Set<String> PHASES =
            Set.of("process-sources", "process-test-classes", "test", "package", "verify", "install");
    private static final Set<String> FLAGS = Set.of("-am", "-q", "-o");
    private static final Set<String> PROPERTIES = Set.of(
            "test", "it.test", "surefire.failIfNoSpecifiedTests", "failsafe.failIfNoSpecifiedTests", "skipTests");

    private final String line;
    private final List<String> words;

    private BuildCommand(String line) {
        this.line = line;
        this.words = Arrays.asList(line.replace("'", "").split(" +"));
    }

    static List<String> lines(String script) {
        return script.replaceAll(" *\\\\\n *", " ")
                .lines()
                .map(line -> line.replaceAll("(^| )#.*", "").trim())
                .filter(line -> !line.isEmpty())
                .toList();
    }

    static boolean isOne(String line) {
        return NOT_RUN.keySet().stream().anyMatch(line::startsWith);
    }

    /** What this command names and nobody has; empty if it is right. */
    static List<String> problems(String line) {
        BuildCommand command = new BuildCommand(line);
        return command.words.get(0).equals("./mvnw") ? command.mavenProblems() : command.scriptProblems();
    }

    private List<String> mavenProblems() {
        List<String> problems = new ArrayList<>();
        for (int i = 1; i < words.size(); i++) {
            String word = words.get(i);
            if (word.equals("-pl")) {
                i++;
                for (String module : i < words.size() ? words.get(i).split(",") : new String[] {"(none)"}) {
                    if (!Files.exists(Page.ROOT.resolve(module).resolve("pom.xml"))) {
                        problems.add("no module " + module);
                    }
                }
            } else if (word.startsWith("-P")) {
                if (!profiles().contains(word.substring(2))) {
                    problems.add("no profile " + word.substring(2));
                }
            } else if (word.startsWith("-D")) {
                if (!PROPERTIES.contains(word.substring(2).replaceAll("=.*", ""))) {
                    problems.add("unknown property " + word);
                }
            } else if (!PHASES.contains(word) && !FLAGS.contains(word)) {
                problems.add("unknown phase or flag " + word);
            }
        }
        return problems;
    }

    /** The profiles of all modules. */
    private static List<String> profiles() {
        List<String> profiles = new ArrayList<>();
        try (Stream<Path> files = Files.find(
                Page.ROOT,
                3,
                (file, attributes) -> file.getFileName().toString().equals("pom.xml"))) {
            for (Path pom : files.toList()) {
                Matcher profile = Pattern.compile("<profile>(?:\\s|<!--.*?-->)*<id>([^<]+)</id>", Pattern.DOTALL)
                        .matcher(Files.readString(pom));
                while (profile.find()) {
                    profiles.add(profile.group(1));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return profiles;
    }

    private List<String> scriptProblems() {
        Path script = Page.ROOT.resolve(words.get(0));
        if (!Files.isExecutable(script)) {
            return List.of("no script " + words.get(0));
        }
        List<String> options =
                words.stream().filter(word -> word.startsWith("--")).toList();
        if (options.isEmpty()) {
            return List.of();
        }
        Jdk.Result help;
        try {
            help = Jdk.run(List.of(script.toString(), "--help"));
        } catch (Exception e) {
            throw new IllegalStateException(line, e);
        }
        List<String> known = Arrays.asList(help.out.split("[^\\w-]+"));
        return options.stream()
                .filter(option -> help.exitCode != 0 || !known.contains(option))
                .map(option -> "its --help does not know " + option)
                .toList();
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.compatcaps.cli.Jdk;

/** A documented command that takes too long for a test. The test only checks that the things it names exist. */
final class BuildCommand {

    private static final List<String> MAVEN_WORDS = List.of(
            "-am", "-q", "-o", "process-sources", "process-test-classes", "test", "package", "verify", "install");

    private BuildCommand() {}

    static List<String> lines(String script) {
        return script.replaceAll(" *\\\\\n *", " ")
                .lines()
                .map(line -> line.replaceAll("(^| )#.*", "").trim())
                .filter(line -> !line.isEmpty())
                .toList();
    }

    static boolean isOne(String line) {
        return line.startsWith("./mvnw ") || line.startsWith("verification/");
    }

    /** Returns the names in the command that do not exist. */
    static List<String> unknown(String line) throws Exception {
        List<String> words = Arrays.asList(line.replace("'", "").split(" +"));
        return words.get(0).equals("./mvnw") ? unknownToMaven(words) : unknownToScript(words);
    }

    private static List<String> unknownToMaven(List<String> words) throws IOException {
        String poms = poms();
        List<String> unknown = new ArrayList<>();
        for (int i = 1; i < words.size(); i++) {
            String word = words.get(i);
            if (word.equals("-pl")) {
                i++;
                for (String module : words.get(i).split(",")) {
                    if (!Files.exists(Page.ROOT.resolve(module).resolve("pom.xml"))) {
                        unknown.add(module);
                    }
                }
            } else if (word.startsWith("-P") ? !poms.contains("<id>" + word.substring(2) + "</id>") : !isKnown(word)) {
                unknown.add(word);
            }
        }
        return unknown;
    }

    private static boolean isKnown(String word) {
        return MAVEN_WORDS.contains(word)
                || word.equals("-DskipTests")
                || word.matches("-D((it[.])?test|(surefire|failsafe)[.]failIfNoSpecifiedTests)=.*");
    }

    private static String poms() throws IOException {
        try (Stream<Path> files = Files.find(Page.ROOT, 3, (file, attributes) -> file.endsWith("pom.xml"))) {
            StringBuilder poms = new StringBuilder();
            for (Path pom : files.toList()) {
                poms.append(Files.readString(pom));
            }
            return poms.toString();
        }
    }

    private static List<String> unknownToScript(List<String> words) throws Exception {
        Path script = Page.ROOT.resolve(words.get(0));
        if (!Files.isExecutable(script)) {
            return List.of(words.get(0));
        }
        List<String> options =
                words.stream().filter(word -> word.startsWith("--")).toList();
        List<String> names =
                words.stream().skip(1).takeWhile(word -> !word.startsWith("--")).toList();
        StringBuilder help = new StringBuilder(Jdk.run(List.of(script.toString(), "--help")).out);
        for (String name : names) {
            Jdk.Result result = Jdk.run(List.of(script.toString(), name, "--help"));
            if (result.exitCode != 0) {
                return List.of(name);
            }
            help.append(result.out);
        }
        List<String> known = Arrays.asList(help.toString().split("[^\\w-]+"));
        return options.stream().filter(option -> !known.contains(option)).toList();
    }
}

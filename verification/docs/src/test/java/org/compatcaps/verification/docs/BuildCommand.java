// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.compatcaps.cli.Jdk;

/** A documented command that takes too long for a test. The test only checks that the things it names exist. */
final class BuildCommand {

    private static final Pattern MAVEN_WORD =
            Pattern.compile("-am|-q|-o|-pl|process-sources|process-test-classes|test|package|verify|install|-DskipTests"
                    + "|-D((it[.])?test|(surefire|failsafe)[.]failIfNoSpecifiedTests)=.*");

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
            if (words.get(i - 1).equals("-pl")) {
                Stream.of(word.split(","))
                        .filter(module ->
                                !Files.exists(Page.ROOT.resolve(module).resolve("pom.xml")))
                        .forEach(unknown::add);
            } else if (word.startsWith("-P")
                    ? !poms.contains("<id>" + word.substring(2) + "</id>")
                    : !MAVEN_WORD.matcher(word).matches()) {
                unknown.add(word);
            }
        }
        return unknown;
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
        String proofs = Page.ROOT.resolve("verification/run").toString();
        String known = Jdk.run(List.of(script.toString(), "--help")).out + Jdk.run(List.of(proofs, "--list")).out;
        List<String> knownWords = List.of(known.split("[^\\w-]+"));
        return words.stream().skip(1).filter(word -> !knownWords.contains(word)).toList();
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.docs;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The examples in the Javadoc of the published modules: each {@code <pre>{@code ...}</pre>} is a block. */
final class Javadoc {

    private static final Pattern EXAMPLE =
            Pattern.compile("<pre>(?:\\{@code(.*?)\\n? *\\*? *}</pre>)?", Pattern.DOTALL);

    /** A printed line is in a comment after its statement. */
    private static final Pattern PRINTS = Pattern.compile("println\\(.*; // (.+)$", Pattern.MULTILINE);

    private Javadoc() {}

    static List<Block> blocks() throws IOException {
        List<Block> blocks = new ArrayList<>();
        try (DirectoryStream<Path> modules = Files.newDirectoryStream(Page.ROOT, "{api,backend-*}")) {
            for (Path module : modules) {
                try (Stream<Path> walk = Files.walk(module.resolve("src/main"))) {
                    for (Path file : walk.filter(path -> path.toString().endsWith(".java"))
                            .sorted()
                            .toList()) {
                        blocks.addAll(blocks(file));
                    }
                }
            }
        }
        return blocks;
    }

    static List<Block> blocks(Path file) throws IOException {
        String source = Files.readString(file);
        List<Block> blocks = new ArrayList<>();
        Matcher example = EXAMPLE.matcher(source);
        while (example.find()) {
            long line = source.substring(0, example.start()).lines().count();
            // Examples of one folder are compiled together.
            String where = file.getParent() + ":" + file.getFileName() + ":" + line;
            if (example.group(1) == null) {
                throw new IllegalArgumentException(where + ": begin this block with {@code");
            }
            String java = example.group(1)
                    .replaceAll("(?m)^ *\\* ?", "")
                    .stripIndent()
                    .stripLeading();
            blocks.add(new Block(where, "", "java", java + "\n", needs(java), output(java)));
        }
        return blocks;
    }

    /** Javadoc has no place for a comment that readers do not see. */
    private static List<String> needs(String java) {
        return java.contains(" extends LinuxSystemCallsTck ") ? List.of("linux") : List.of();
    }

    private static String output(String java) {
        String lines = PRINTS.matcher(java)
                .results()
                .map(printed -> printed.group(1) + "\n")
                .collect(Collectors.joining());
        return lines.isEmpty() ? null : lines;
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.consumers;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.compatcaps.cli.Jdk;

/** A project that a section of the documentation prints, as its reader copies it. */
final class PrintedProject {

    static final String GUIDE = "docs/guide/embedding.md";

    private final String section;
    private final Path directory;

    private PrintedProject(String page, String heading, Path directory) throws IOException {
        String text = text(page);
        int start = text.indexOf("\n## " + heading + "\n");
        assertTrue(start >= 0, heading);
        this.section = text.substring(start, text.indexOf("\n## ", start + 1));
        this.directory = directory;
        Files.writeString(directory.resolve("pom.xml"), find("`pom.xml`[^\n]*\n+```xml\n(.*?)```"));
        Path source = directory.resolve(find("\n`(src/main/java/[^`]*)`:\n"));
        Files.createDirectories(source.getParent());
        Files.writeString(source, find("\n`src/main/java/[^`]*`:\n+```java\n(.*?)```"));
    }

    /** The directory must not be below this repository, whose {@code .mvn} would count. */
    static PrintedProject ofReadme(Path directory) throws IOException {
        return new PrintedProject("README.md", "Use it from Java", directory);
    }

    static PrintedProject ofGuide(Path directory) throws IOException {
        return new PrintedProject(GUIDE, "Start a project", directory);
    }

    static String text(String page) throws IOException {
        return Files.readString(Path.of("../..", page));
    }

    /** Returns the first group of the pattern, found in the section. */
    String find(String pattern) {
        Matcher found = Pattern.compile(pattern, Pattern.DOTALL).matcher(section);
        assertTrue(found.find(), pattern);
        return found.group(1);
    }

    /** Returns the output that is printed after a command. */
    String outputAfter(String command) {
        return find("`" + Pattern.quote(command) + "`[^\n]*\n+```text\n(.*?)```");
    }

    /** Runs a command that begins with {@code mvn} or {@code java}, on this JDK and with Maven as it was started here. */
    Run run(Jdk jdk, String command) throws Exception {
        List<String> words = List.of(command.split(" "));
        List<String> whole = new ArrayList<>();
        if (words.get(0).equals("mvn")) {
            whole.addAll(Run.maven(jdk));
            whole.add("-Dmaven.repo.local=" + System.getProperty("repository"));
        } else {
            whole.add(jdk.tool(words.get(0)));
        }
        whole.addAll(words.subList(1, words.size()));
        return Run.of(directory, whole);
    }
}

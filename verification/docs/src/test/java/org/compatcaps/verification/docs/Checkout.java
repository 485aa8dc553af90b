// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.compatcaps.cli.Jdk;

/** A copy of the repository with the tool already built, in which commands are run as a user would run them. */
final class Checkout {

    private static final Set<String> LEFT_OUT = Set.of("target", ".git");

    private final Path root;

    private Checkout(Path root) {
        this.root = root;
    }

    static Checkout in(Path folder) throws IOException {
        copy(Page.ROOT, folder);
        copy(Jdk.dist(), folder.resolve("cli/target/dist"));
        // Newer than all sources, so that the tool is not built again by each test.
        Files.createFile(folder.resolve("cli/target/compatcaps.built"));
        return new Checkout(folder);
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<Path>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                if (!folder.equals(from)
                        && LEFT_OUT.contains(folder.getFileName().toString())) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                Files.createDirectories(to.resolve(from.relativize(folder)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (!file.getFileName().toString().equals(".git")) {
                    Files.copy(file, to.resolve(from.relativize(file)));
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** With this JDK as the user's; what goes to standard error is among the output, as on a terminal. */
    Jdk.Result run(Jdk jdk, String script) {
        Path java = Path.of(jdk.command().get(0));
        List<String> command = new ArrayList<>(List.of("env", "-C", root.toString()));
        command.add("JAVA_HOME=" + java.getParent().getParent());
        command.add("PATH=" + java.getParent() + ":" + System.getenv("PATH"));
        command.addAll(List.of("bash", "-e", "-c", "exec 2>&1\n" + script));
        try {
            return Jdk.run(command);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.failures.loading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.compatcaps.cli.Jdk;
import org.compatcaps.cli.OtherUser;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A user without an entry in the list of users, whose {@code user.home} is a question mark. */
class HomelessUserIT {

    @TempDir
    private Path directory;

    static List<Jdk> jdks() throws Exception {
        return Jdk.all();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void toolLeavesNothingInWorkingDirectory(Jdk jdk) throws Exception {
        List<String> user = new ArrayList<>(OtherUser.prefix());
        Path dist = OtherUser.copy(directory, Jdk.dist()).resolve("dist");
        assumeTrue(OtherUser.mayRead(Path.of(jdk.tool("java"))), "no ordinary user can read " + jdk.tool("java"));
        Path work = Files.createDirectory(directory.resolve("work"));
        Files.setPosixFilePermissions(work, PosixFilePermissions.fromString("rwxrwxrwx"));
        user.addAll(List.of("-C", work.toString()));
        for (String cache : List.of("-uXDG_CACHE_HOME", "XDG_CACHE_HOME=relative")) {
            List<String> prefix = new ArrayList<>(user);
            prefix.add(cache);
            Tool tool = Tool.on(jdk).from(dist).behind(prefix);
            tool.assertAvailable("jna", "jnr");
            for (String backend : List.of("jna", "jnr")) {
                assertEquals(4, tool.run("--backend", backend, "--device", "/dev/null").exitCode);
                assertEquals(List.of(), content(work));
            }
            tool.run("doctor");
            assertEquals(List.of(), content(work));
        }
    }

    private static List<Path> content(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }
}

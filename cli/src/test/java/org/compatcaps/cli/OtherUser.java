// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Users without privileges, without an entry in the list of users, and so without a home. */
public final class OtherUser {

    private static final AtomicInteger LAST =
            new AtomicInteger((int) ProcessHandle.current().pid() * 100);

    private OtherUser() {}

    /** Returns what runs a command as a user who runs nothing else, since the kernel counts the threads of a user. */
    public static List<String> prefix() throws Exception {
        assumeTrue(isRoot(), "only root can become another user");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/setpriv")), "setpriv is not installed");
        int id = LAST.incrementAndGet();
        return List.of("setpriv", "--reuid=" + id, "--regid=" + id, "--clear-groups", "env", "-u", "HOME");
    }

    public static boolean isRoot() throws Exception {
        return Jdk.run(List.of("id", "-u")).out.equals("0\n");
    }

    /** Returns whether such a user can use a file or directory, such as a JDK in the home of another user. */
    public static boolean mayRead(Path path) throws Exception {
        List<String> command = new ArrayList<>(prefix());
        command.addAll(List.of("test", "-r", path.toString()));
        return Jdk.run(command).exitCode == 0;
    }

    /** Copies directories to where such a user can read them, since the checkout may be somewhere else. */
    public static Path copy(Path directory, Path... sources) throws Exception {
        Path copy = Files.createDirectories(directory.resolve("readable"));
        for (Path source : sources) {
            run("cp", "-r", source.toRealPath().toString(), copy.toString());
        }
        run("chmod", "-R", "a+rX", copy.toString());
        run("chmod", "a+rx", directory.toString());
        return copy;
    }

    private static void run(String... command) throws Exception {
        Jdk.Result result = Jdk.run(List.of(command));
        assertEquals(0, result.exitCode, result.toString());
    }
}

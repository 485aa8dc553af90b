// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Unprivileged users without a passwd entry, and therefore without a home directory. */
public final class OtherUser {

    private static final AtomicInteger LAST =
            new AtomicInteger((int) ProcessHandle.current().pid() * 100);

    private OtherUser() {}

    /** Returns a prefix that runs a command as a user without other processes, since the kernel limits threads per user. */
    public static List<String> prefix() throws Exception {
        assumeTrue(isRoot(), "only root can become another user");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/setpriv")), "setpriv is not installed");
        int id = LAST.incrementAndGet();
        return List.of("setpriv", "--reuid=" + id, "--regid=" + id, "--clear-groups", "env", "-u", "HOME");
    }

    public static boolean isRoot() throws Exception {
        return Jdk.run(List.of("id", "-u")).out.equals("0\n");
    }

    /** Returns whether such a user can read a path. A JDK in the home of another user may be unreadable. */
    public static boolean mayRead(Path path) throws Exception {
        List<String> command = new ArrayList<>(prefix());
        command.addAll(List.of("test", "-r", path.toString()));
        return Jdk.run(command).exitCode == 0;
    }

    /** Copies directories to a place that such a user can read, which the checkout may not be. */
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

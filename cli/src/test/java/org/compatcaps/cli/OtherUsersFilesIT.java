// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Output to files that the user may write to, but cannot replace by one of the same owner. */
class OtherUsersFilesIT {

    private static final String LABELS =
            "compatcaps-power9=simulated\ncompatcaps-power10=simulated\ncompatcaps-nested-api=v1\n";

    private static final String AS_USER = "setpriv --reuid 54321 --regid 54321 --clear-groups -- ";

    @TempDir
    private Path directory;

    private String tool;

    /** Copies the jars to a place that other users can read. */
    @BeforeEach
    void copyTool() throws Exception {
        Path copy = OtherUser.copy(directory, Jdk.dist()).resolve("dist");
        String java = "'" + Jdk.newest().tool("java") + "'";
        tool = java + " -jar '" + copy.resolve("compatcaps-cli.jar") + "' --simulate power10 --format nfd --output ";
        Jdk.Result probe = shell(AS_USER + java + " -version");
        assumeTrue(
                probe.exitCode == 0,
                "only root can become another user, who needs a JDK to read: " + probe.inOneLine());
    }

    private Jdk.Result shell(String script) throws Exception {
        return Jdk.run(directory, List.of("sh", "-c", script));
    }

    private void assertWritten(String setUp, String as, String look, String seen) throws Exception {
        Jdk.Result result = shell(setUp + " && " + as + tool + "own/file && cat own/file && " + look);
        assertEquals("exit 0\n" + LABELS + seen + "\n", result.toString());
    }

    @Test
    void fileOfAnotherOwnerKeepsItsOwner() throws Exception {
        assertWritten(
                "mkdir -m 777 own && echo 'old and longer than the new text' > own/file && chmod 666 own/file",
                AS_USER,
                "stat -c '%u %g %a' own/file && ls -A own",
                "0 0 666\nfile");
    }

    @Test
    void fileInADirectoryOfAnotherIsWrittenInPlace() throws Exception {
        assertWritten(
                "mkdir own && touch own/file && chown 54321 own/file && chmod 600 own/file",
                AS_USER,
                "stat -c '%u %g %a' own/file && ls -A own",
                "54321 0 600\nfile");
    }

    @Test
    void unreadableFileIsWrittenInPlace() throws Exception {
        assertWritten(
                "mkdir -m 777 own && touch own/file && chmod 222 own/file",
                AS_USER,
                "stat -c '%u %g %a' own/file && ls -A own",
                "0 0 222\nfile");
    }

    @Test
    void unwritableFileOfAnotherUserIsReported() throws Exception {
        for (String setUp : List.of("mkdir -m 777 own", "mkdir own")) {
            Jdk.Result result = shell(
                    "rm -rf own; " + setUp + " && echo old > own/file; " + AS_USER + tool + "own/file; cat own/file");
            assertEquals(
                    "exit 0\nold\ncompatcaps: Cannot write own/file: this user has no permission to write to it.\n",
                    result.toString());
        }
        Jdk.Result result = shell(AS_USER + tool + "own/other");
        assertEquals(
                "exit 7\ncompatcaps: Cannot write own/other: this user has no permission to write in " + directory
                        + "/own.\n",
                result.toString());
    }

    /** A file that is passed into a container is a mount point. */
    @Test
    void mountedFileIsWrittenInPlace() throws Exception {
        Jdk.Result probe = shell("unshare --mount true");
        assumeTrue(probe.exitCode == 0, "only root can make a mount namespace: " + probe.inOneLine());
        Jdk.Result result =
                shell("mkdir own && echo old > host && touch own/file && unshare --mount sh -c \"mount --bind host"
                        + " own/file && " + tool + "own/file && ls -A own\" && cat host");
        assertEquals("exit 0\nfile\n" + LABELS, result.toString());
    }

    @Test
    void fileOnAReadOnlyDirectoryIsWrittenInPlace() throws Exception {
        Jdk.Result probe = shell("unshare --mount true");
        assumeTrue(probe.exitCode == 0, "only root can make a mount namespace: " + probe.inOneLine());
        Jdk.Result result =
                shell("mkdir own && echo old > host && touch own/file && unshare --mount sh -c \"mount --bind own"
                        + " own && mount --bind host own/file && mount -o remount,bind,ro own && " + tool
                        + "own/file\" && cat host");
        assertEquals("exit 0\n" + LABELS, result.toString());
    }
}

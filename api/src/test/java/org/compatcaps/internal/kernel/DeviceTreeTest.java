// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.internal.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.compatcaps.DeviceTreeFiles;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeviceTreeTest {

    private static final int POWER10 = 0x0f000006;

    @TempDir
    Path directory;

    private DeviceTreeFiles files;

    @BeforeEach
    void createTree() throws IOException {
        files = new DeviceTreeFiles(directory);
    }

    private int version() throws IOException {
        return new DeviceTree(directory).cpuVersion();
    }

    private void assertProblem(String... parts) {
        IOException e = assertThrows(IOException.class, this::version);
        for (String part : parts) {
            assertTrue(e.getMessage().contains(part), e.getMessage());
        }
    }

    @Test
    void versionIsThatOfAllCpus() throws IOException {
        files.cpu(0, POWER10);
        assertEquals(POWER10, version());
        files.cpu(8, POWER10).cpu(16, POWER10);
        assertEquals(POWER10, version());
    }

    @Test
    void versionIsBigEndianOnEveryMachine() throws IOException {
        files.cpu(0, new byte[] {0x0f, 0x00, 0x00, 0x05});
        assertEquals(0x0f000005, version());
    }

    @Test
    void cpusWithoutVersionAreAnError() throws IOException {
        files.cpu(0).cpu(8);
        assertProblem("cpus have no cpu-version: this host is not a partition. Use a partition.");
    }

    @Test
    void differingCpusAreAnError() throws IOException {
        files.cpu(0, POWER10).cpu(8, POWER10).cpu(16, 0x0f000005);
        assertProblem("differ in their cpu-version. No partition has such CPUs: report this.");
    }

    @Test
    void singleCpuWithoutVersionIsAnError() throws IOException {
        files.cpu(0, POWER10).cpu(8);
        assertProblem("differ in their cpu-version. No partition has such CPUs: report this.");
    }

    @Test
    void versionOfAnotherLengthIsAnError() throws IOException {
        files.cpu(0, new byte[0]);
        assertProblem("cpu-version does not have 4 bytes. Pass the path");
        files.cpu(0, new byte[] {0x0f, 0, 0});
        assertProblem("cpu-version does not have 4 bytes. Pass the path");
        files.cpu(0, new byte[] {0x0f, 0, 0, 6, 0});
        assertProblem("cpu-version does not have 4 bytes. Pass the path");
    }

    @Test
    void versionThatIsADirectoryIsAnError() throws IOException {
        files.cpu(0);
        Files.createDirectory(directory.resolve("cpus/PowerPC,POWER10@0/cpu-version"));
        assertThrows(IOException.class, this::version);
    }

    /** The node may be a CPU with a damaged type. */
    @Test
    void versionOfANodeThatIsNotACpuIsAnError() throws IOException {
        files.cpu(0, POWER10);
        Files.write(directory.resolve("cpus/l2-cache@20/cpu-version"), new byte[] {0x0f, 0, 0, 5});
        assertProblem("l2-cache@20 has a cpu-version but is not a CPU. Pass the path");
    }

    @Test
    void filesBesideTheCpusAreIgnored() throws IOException {
        files.cpu(0, POWER10);
        Files.write(directory.resolve("cpus/#address-cells"), new byte[] {0, 0, 0, 1});
        assertEquals(POWER10, version());
    }

    @Test
    void unreadableCpuIsAnError() throws IOException {
        files.cpu(0, POWER10).cpu(8, 0x0f000005);
        Path node = directory.resolve("cpus/PowerPC,POWER10@8");
        Files.setPosixFilePermissions(node, PosixFilePermissions.fromString("---------"));
        try {
            assumeFalse(Files.isReadable(node), "this user can read every file");
            assertProblem("/cpu-version cannot be read: permission denied. Allow this user to read it.");
        } finally {
            Files.setPosixFilePermissions(node, PosixFilePermissions.fromString("rwx------"));
        }
    }

    @Test
    void treeWithoutCpusIsAnError() {
        assertProblem("there is no CPU in");
    }

    @Test
    void missingTreeIsAnError() {
        NoSuchFileException e = assertThrows(
                NoSuchFileException.class, () -> new DeviceTree(directory.resolve("elsewhere")).cpuVersion());
        assertEquals(directory.resolve("elsewhere/cpus").toString(), e.getMessage());
    }
}

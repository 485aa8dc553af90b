// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.internal.kernel;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The device tree that the firmware or the hypervisor passed to the kernel. The kernel shows it as files: a directory is a
 * node, a file is a property.
 *
 * <p>Sources: the Devicetree Specification, chapter 3.8, for the CPUs; Linux on Power Architecture Reference (LoPAR) for
 * {@code cpu-version}, and {@code arch/powerpc/kernel/prom_init.c}, which negotiates it.
 */
public final class DeviceTree {

    private static final byte[] CPU = "cpu\0".getBytes(StandardCharsets.US_ASCII);

    /** The value of a missing property. */
    private static final byte[] ABSENT = {};

    private static final String PASS_TREE = "Pass the path of the host's device tree.";

    private final Path cpus;

    /**
     * Creates a device tree from files.
     *
     * @param root the directory of its root node
     */
    public DeviceTree(Path root) {
        this.cpus = root.resolve("cpus");
    }

    /**
     * Returns the {@code cpu-version} of all CPUs. It is the logical processor version register (PVR) value of the
     * partition's mode. Without a mode, as on bare metal, it is the processor's own value.
     *
     * @return the 32-bit value that all of them have
     * @throws IOException if the tree cannot be read, has no such value, or is invalid, for example because CPUs differ. The
     *     message is for users.
     */
    public int cpuVersion() throws IOException {
        byte[] version = null;
        try (DirectoryStream<Path> nodes = Files.newDirectoryStream(cpus)) {
            for (Path node : nodes) {
                // Files are properties of the node above.
                if (!Files.isDirectory(node)) {
                    continue;
                }
                byte[] own = start(node.resolve("cpu-version"), Integer.BYTES + 1);
                if (!Arrays.equals(CPU, start(node.resolve("device_type"), CPU.length + 1))) {
                    // Caches, for example, are nodes beside the CPUs.
                    if (own != ABSENT) {
                        throw new IOException(node + " has a cpu-version but is not a CPU. " + PASS_TREE);
                    }
                    continue;
                }
                if (own != ABSENT && own.length != Integer.BYTES) {
                    throw new IOException(node + "/cpu-version does not have 4 bytes. " + PASS_TREE);
                }
                if (version != null && !Arrays.equals(version, own)) {
                    throw new IOException("the CPUs in " + cpus
                            + " differ in their cpu-version. No partition has such CPUs: report this.");
                }
                version = own;
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        } catch (AccessDeniedException e) {
            throw new IOException(e.getFile() + " cannot be read: permission denied. Allow this user to read it.", e);
        } catch (NotDirectoryException e) {
            throw new IOException(e.getFile() + " is not a directory. " + PASS_TREE, e);
        }
        if (version == null) {
            throw new IOException("there is no CPU in " + cpus + ". " + PASS_TREE);
        }
        if (version == ABSENT) {
            throw new IOException(
                    "the CPUs in " + cpus + " have no cpu-version: this host is not a partition. Use a partition.");
        }
        // A device tree is big-endian, and so is a ByteBuffer by default.
        return ByteBuffer.wrap(version).getInt();
    }

    /** Returns the first bytes of a property, or ABSENT if there is none. Fails if the property cannot be read. */
    private static byte[] start(Path property, int length) throws IOException {
        try (InputStream bytes = Files.newInputStream(property)) {
            return bytes.readNBytes(length);
        } catch (NoSuchFileException e) {
            return ABSENT;
        }
    }
}

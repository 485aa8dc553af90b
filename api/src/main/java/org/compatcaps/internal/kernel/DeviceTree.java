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
 * The device tree that the firmware or the hypervisor gave to the kernel, as the kernel shows it in files: a directory is a
 * node, a file is a property.
 *
 * <p>Sources: the Devicetree Specification, chapter 3.8, for the CPUs; Linux on Power Architecture Reference (LoPAR) for
 * {@code cpu-version}, and {@code arch/powerpc/kernel/prom_init.c}, which negotiates it.
 */
public final class DeviceTree {

    private static final byte[] CPU = "cpu\0".getBytes(StandardCharsets.US_ASCII);

    /** In the place of a property that is not there. */
    private static final byte[] ABSENT = {};

    private final Path cpus;

    /**
     * A device tree in files.
     *
     * @param root the directory of its root node
     */
    public DeviceTree(Path root) {
        this.cpus = root.resolve("cpus");
    }

    /**
     * {@code cpu-version} of all CPUs: the logical processor version register (PVR) value of the mode in which the partition
     * is, or the processor's own value if it is in none, as on
     * bare metal.
     *
     * @return the 32-bit value that all of them have
     * @throws IOException if there is none, or the tree cannot be read, or not be trusted because it has no
     *     CPUs, a property of another form than it must have, or CPUs that differ; the message is for users
     */
    public int cpuVersion() throws IOException {
        byte[] version = null;
        try (DirectoryStream<Path> nodes = Files.newDirectoryStream(cpus)) {
            for (Path node : nodes) {
                // The others are properties of the node above, which are files.
                if (!Files.isDirectory(node)) {
                    continue;
                }
                byte[] own = start(node.resolve("cpu-version"), Integer.BYTES + 1);
                if (!Arrays.equals(CPU, start(node.resolve("device_type"), CPU.length + 1))) {
                    // As with caches, which are nodes beside the CPUs.
                    if (own != ABSENT) {
                        throw new IOException(node + " has a cpu-version but is no CPU");
                    }
                    continue;
                }
                if (own != ABSENT && own.length != Integer.BYTES) {
                    throw new IOException(node + "/cpu-version does not have the 4 bytes of a number");
                }
                if (version != null && !Arrays.equals(version, own)) {
                    throw new IOException("the CPUs in " + cpus + " differ in their cpu-version");
                }
                version = own;
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        } catch (AccessDeniedException e) {
            throw new IOException(e.getFile() + " cannot be read: permission denied", e);
        } catch (NotDirectoryException e) {
            throw new IOException(e.getFile() + " is not a directory", e);
        }
        if (version == null) {
            throw new IOException("there is no CPU in " + cpus);
        }
        if (version == ABSENT) {
            throw new IOException("the CPUs in " + cpus + " have no cpu-version, so that it is unknown");
        }
        // Big-endian, as all of a device tree is, and as a ByteBuffer is unless told otherwise.
        return ByteBuffer.wrap(version).getInt();
    }

    /** The first bytes of a property; ABSENT if there is none. One that may not be read is an error, and not absent. */
    private static byte[] start(Path property, int length) throws IOException {
        try (InputStream bytes = Files.newInputStream(property)) {
            return bytes.readNBytes(length);
        } catch (NoSuchFileException e) {
            return ABSENT;
        }
    }
}

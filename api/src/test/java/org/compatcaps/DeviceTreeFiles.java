// SPDX-License-Identifier: Apache-2.0
package org.compatcaps;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A device tree in files, as the kernel shows it, with CPUs and a cache. */
public final class DeviceTreeFiles {

    public final Path root;

    public DeviceTreeFiles(Path root) throws IOException {
        this.root = root;
        property("cpus/l2-cache@20", "device_type", "cache\0".getBytes(StandardCharsets.US_ASCII));
    }

    /** Adds a CPU with a {@code cpu-version}. */
    public DeviceTreeFiles cpu(int number, int version) throws IOException {
        return cpu(number, ByteBuffer.allocate(Integer.BYTES).putInt(version).array());
    }

    public DeviceTreeFiles cpu(int number, byte[] version) throws IOException {
        cpu(number);
        return property("cpus/PowerPC,POWER10@" + number, "cpu-version", version);
    }

    /** Adds a CPU without a {@code cpu-version}. */
    public DeviceTreeFiles cpu(int number) throws IOException {
        return property("cpus/PowerPC,POWER10@" + number, "device_type", "cpu\0".getBytes(StandardCharsets.US_ASCII));
    }

    private DeviceTreeFiles property(String node, String name, byte[] value) throws IOException {
        Files.createDirectories(root.resolve(node));
        Files.write(root.resolve(node).resolve(name), value);
        return this;
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.powerhost;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes an archive in the "newc" form of cpio, the one form the kernel unpacks as its first file system.
 *
 * <p>All entries belong to root, whoever writes the archive. Hard links become separate files.
 */
final class CpioWriter implements Closeable {
    private static final int DIRECTORY = 0040000;
    private static final int FILE = 0100000;
    private static final int SYMBOLIC_LINK = 0120000;
    private static final int CHARACTER_DEVICE = 0020000;

    private final OutputStream out;
    private long written;
    private int entries;

    CpioWriter(OutputStream out) {
        this.out = out;
    }

    void directory(String name) throws IOException {
        header(name, DIRECTORY | 0755, 0, 0, 0, 0);
    }

    void file(String name, boolean executable, byte[] content) throws IOException {
        header(name, FILE | (executable ? 0755 : 0644), 0, content.length, 0, 0);
        write(content);
        pad();
    }

    /** Adds a file with its time of change, which Java compares with the one in its class data archive. */
    void file(String name, boolean executable, Path source) throws IOException {
        long size = Files.size(source);
        long seconds = Files.getLastModifiedTime(source).toMillis() / 1000;
        header(name, FILE | (executable ? 0755 : 0644), seconds, size, 0, 0);
        long copied = Files.copy(source, out);
        if (copied != size) {
            throw new IOException(source + " changed while it was read");
        }
        written += copied;
        pad();
    }

    void symbolicLink(String name, String target) throws IOException {
        byte[] content = target.getBytes(StandardCharsets.UTF_8);
        header(name, SYMBOLIC_LINK | 0777, 0, content.length, 0, 0);
        write(content);
        pad();
    }

    void characterDevice(String name, int major, int minor) throws IOException {
        header(name, CHARACTER_DEVICE | 0600, 0, 0, major, minor);
    }

    /** Ends the archive; the kernel ignores one that has no end. */
    @Override
    public void close() throws IOException {
        header("TRAILER!!!", 0, 0, 0, 0, 0);
        out.close();
    }

    private void header(String name, int mode, long mtime, long size, int major, int minor) throws IOException {
        if (size > 0xffffffffL) {
            throw new IOException(name + " is too large for a cpio archive: " + size + " bytes");
        }
        entries++;
        byte[] nameBytes = name.getBytes(StandardCharsets.UTF_8);
        long[] fields = {entries, mode, 0, 0, 1, mtime, size, 0, 0, major, minor, nameBytes.length + 1, 0};
        StringBuilder header = new StringBuilder("070701");
        for (long field : fields) {
            header.append(String.format("%08X", field));
        }
        write(header.toString().getBytes(StandardCharsets.US_ASCII));
        write(nameBytes);
        write(new byte[1]);
        pad();
    }

    private void write(byte[] bytes) throws IOException {
        out.write(bytes);
        written += bytes.length;
    }

    private void pad() throws IOException {
        write(new byte[(int) (-written & 3)]);
    }
}

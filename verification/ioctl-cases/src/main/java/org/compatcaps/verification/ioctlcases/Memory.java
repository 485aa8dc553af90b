// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.ioctlcases;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.StringJoiner;

/**
 * The memory around a struct: filled with a pattern, so that a write beside the struct is seen, and a read from a wrong
 * address does not find zeros by luck.
 */
final class Memory {

    /** The cases are about kernels with pages of this size. */
    static final int PAGE = 4096;

    private static final byte PATTERN = 0x5a;

    private final Struct struct;
    private final ByteBuffer memory;
    private final int start;
    /** Bytes of the struct that exist. */
    private final int length;

    private final byte[] before;

    Memory(Struct struct) {
        this.struct = struct;
        if (struct.mapped < 0) {
            length = struct.length;
            start = PAGE + struct.pageOffset;
            int pages = 2 + (struct.pageOffset + length + PAGE - 1) / PAGE;
            memory = ByteBuffer.allocateDirect((pages + 1) * PAGE).alignedSlice(PAGE);
        } else {
            length = struct.mapped;
            start = PAGE - length;
            memory = pageBeforeNothing();
        }
        byte[] content = new byte[memory.limit()];
        Arrays.fill(content, PATTERN);
        byte[] bytes = bytes(struct);
        System.arraycopy(bytes, 0, content, start, length);
        memory.duplicate().put(content);
        before = content;
    }

    /** A page with nothing mapped behind it: of a file that was mapped whole and has then lost its end. */
    private static ByteBuffer pageBeforeNothing() {
        try {
            Path file = Files.createTempFile("ioctl-cases", null);
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                ByteBuffer pages = channel.map(FileChannel.MapMode.READ_WRITE, 0, 2 * PAGE);
                channel.truncate(PAGE);
                return pages.limit(PAGE);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(Struct struct) {
        ByteBuffer bytes = ByteBuffer.allocate(struct.length).order(ByteOrder.nativeOrder());
        for (long word : struct.words) {
            bytes.putLong(word);
        }
        if (struct.setByte >= 0) {
            bytes.put(struct.setByte, (byte) 1);
        }
        return bytes.array();
    }

    /** The struct, from the position to the limit of the buffer. */
    ByteBuffer buffer() {
        return memory.duplicate().position(start).limit(start + length);
    }

    /**
     * What the call left behind: {@code {=}} if not a byte changed; otherwise the struct's words, and the offset of the first
     * byte that changed beside them if there is one.
     */
    String after() {
        byte[] after = new byte[before.length];
        memory.duplicate().get(after);
        if (Arrays.equals(before, after)) {
            return "{=}";
        }
        int words = Math.min(struct.words.length, length / Long.BYTES);
        ByteBuffer content = ByteBuffer.wrap(after).order(ByteOrder.nativeOrder());
        StringJoiner text = new StringJoiner(" ", "{", "}");
        for (int i = 0; i < words; i++) {
            text.add(Numbers.text(content.getLong(start + i * Long.BYTES)));
        }
        for (int i = 0; i < after.length; i++) {
            boolean beside = i < start || i >= start + words * Long.BYTES;
            if (beside && after[i] != before[i]) {
                return text + "!" + (i - start);
            }
        }
        return text.toString();
    }
}

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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A struct that a case passes to the kernel, as the file writes it, such as {@code {32 0 0x77}+8!24}, and the memory around it.
 * That is filled with a pattern, to show writes beside the struct and reads from a wrong address.
 */
final class Memory {

    /** The cases are about kernels with pages of this size. */
    private static final int PAGE = 4096;

    private static final byte PATTERN = 0x5a;
    private static final long LARGEST_DECIMAL = 999_999;
    private static final Pattern STRUCT = Pattern.compile("\\{(.*)}(?:\\+(\\d+))?(?:!(\\d+))?(?:@(\\d+)|~(\\d+))?");

    private final int words;
    private final int start;
    /** Bytes of the struct that are mapped. */
    private final int length;

    private final ByteBuffer memory;
    private final byte[] before;

    /**
     * Makes the memory of a struct.
     *
     * @throws IllegalArgumentException if the text is no struct
     * @throws IndexOutOfBoundsException if an offset is outside of the struct
     */
    Memory(String struct) {
        Matcher text = STRUCT.matcher(struct);
        if (!text.matches()) {
            throw new IllegalArgumentException("not a struct: " + struct);
        }
        long[] values =
                Stream.of(text.group(1).split(" ")).mapToLong(Step::number).toArray();
        words = values.length;
        byte[] bytes = new byte[Long.BYTES * words + offset(text.group(2))];
        ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).asLongBuffer().put(values);
        if (text.group(3) != null) {
            bytes[offset(text.group(3))] = 1;
        }
        if (text.group(5) == null) {
            length = bytes.length;
            start = PAGE + offset(text.group(4));
            int pages = 2 + (start + length) / PAGE;
            memory = ByteBuffer.allocateDirect((pages + 1) * PAGE).alignedSlice(PAGE);
        } else {
            length = offset(text.group(5));
            start = PAGE - length;
            memory = pageBeforeNothing();
        }
        before = new byte[memory.limit()];
        Arrays.fill(before, PATTERN);
        System.arraycopy(bytes, 0, before, start, length);
        memory.duplicate().put(before);
    }

    private static int offset(String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    /** Returns a page that is followed by nothing: of a file that was mapped whole and has then lost its end. */
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

    /** Returns the struct, from the position to the limit of the buffer. */
    ByteBuffer buffer() {
        return memory.duplicate().position(start).limit(start + length);
    }

    /**
     * Returns the changes of the call: {@code {=}} if there is none; otherwise the words of the struct, and the offset of the
     * first byte that changed beside them.
     */
    String after() {
        byte[] after = new byte[before.length];
        memory.duplicate().get(after);
        if (Arrays.equals(before, after)) {
            return "{=}";
        }
        ByteBuffer content = ByteBuffer.wrap(after).order(ByteOrder.nativeOrder());
        StringJoiner text = new StringJoiner(" ", "{", "}");
        int end = start + Math.min(words, length / Long.BYTES) * Long.BYTES;
        for (int at = start; at < end; at += Long.BYTES) {
            long word = content.getLong(at);
            text.add(word >= 0 && word <= LARGEST_DECIMAL ? Long.toString(word) : "0x" + Long.toHexString(word));
        }
        for (int i = 0; i < after.length; i++) {
            if ((i < start || i >= end) && after[i] != before[i]) {
                return text + "!" + (i - start);
            }
        }
        return text.toString();
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** The lines of a stream. */
final class Lines {

    private static final int MAX_LENGTH = 1 << 20;

    private final InputStream in;
    private byte[] buffer = new byte[1 << 16];
    private int start;
    private int end;

    Lines(InputStream in) {
        this.in = in;
    }

    /** Returns the next line without its newline, or null at the end. */
    byte[] next() throws IOException {
        int at = start;
        while (true) {
            at = newline(buffer, at, end);
            checkLength(at - start);
            if (at < end) {
                byte[] line = Arrays.copyOfRange(buffer, start, at);
                start = at + 1;
                return line;
            }
            at -= start;
            if (!fill()) {
                byte[] line = Arrays.copyOf(buffer, end);
                start = end;
                return line.length == 0 ? null : line;
            }
        }
    }

    /** Works on parameters: reading the fields for each byte takes twice as long. */
    private static int newline(byte[] buffer, int from, int end) {
        int at = from;
        while (at < end && buffer[at] != '\n') {
            at++;
        }
        return at;
    }

    /** Moves the unfinished line to the start of the buffer and reads more. Returns false at the end. */
    private boolean fill() throws IOException {
        end -= start;
        System.arraycopy(buffer, start, buffer, 0, end);
        start = 0;
        if (end == buffer.length) {
            buffer = Arrays.copyOf(buffer, 2 * end);
        }
        int read = in.read(buffer, end, buffer.length - end);
        end += Math.max(read, 0);
        return read >= 0;
    }

    /** Returns this line and all that follow it. */
    byte[] andRest(byte[] line) throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        for (byte[] next = line; next != null; next = next()) {
            text.write(next, 0, next.length);
            text.write('\n');
            checkLength(text.size());
        }
        return text.toByteArray();
    }

    private static void checkLength(int length) throws IOException {
        if (length > MAX_LENGTH) {
            throw new IOException("too long for an answer of compatcaps");
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.charset.StandardCharsets;

/** Standard output that remembers a failed write, which {@link java.io.PrintStream} would hide. */
final class StandardOutput extends OutputStream {

    private final OutputStream out = new FileOutputStream(FileDescriptor.out);
    private IOException failure;

    /** Returns a UTF-8 writer, so that the output has the same bytes in every locale. */
    PrintWriter writer() {
        return new PrintWriter(new OutputStreamWriter(this, StandardCharsets.UTF_8));
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        if (failure != null) {
            return;
        }
        try {
            out.write(bytes, offset, length);
        } catch (IOException e) {
            failure = e;
        }
    }

    /** Returns why output was lost, or null if none was. A pipe that its reader closed, as {@code head} does, is no failure. */
    IOException failure() {
        return failure == null || isClosedPipe(failure) ? null : failure;
    }

    /** Compares the message with that of a pipe closed here, since Java does not expose errno. */
    static boolean isClosedPipe(IOException e) {
        try {
            Pipe pipe = Pipe.open();
            pipe.source().close();
            try (Pipe.SinkChannel sink = pipe.sink()) {
                sink.write(ByteBuffer.allocate(1));
            } catch (IOException closedPipe) {
                return String.valueOf(closedPipe.getMessage()).equals(e.getMessage());
            }
        } catch (IOException noPipe) {
            // Unknown: report the failure.
        }
        return false;
    }
}

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

/** Standard output. It keeps the failure of a write, which print streams hide. */
final class StandardOutput extends OutputStream {

    private final OutputStream out = new FileOutputStream(FileDescriptor.out);
    private IOException failure;

    /** Returns a writer of UTF-8, so that programs read the same bytes in every locale. */
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

    /** Returns why output was lost. Null if it was not, or if the reader closed the pipe, as {@code head} does. */
    IOException failure() {
        return failure == null || isClosedPipe(failure) ? null : failure;
    }

    /** Compares the message with that of a closed pipe, since Java reports neither the number nor the name of an error. */
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
            // Then this is unknown, and the failure is reported.
        }
        return false;
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Shows the number of answers read so far, if stderr is a terminal and reading takes longer than two seconds. */
final class Progress {

    /** The names of terminals on Linux. {@link System#console()} would also require standard input to be one. */
    private static final String TERMINAL = "/dev/(pts/|tty|hvc|console).*";

    private final PrintWriter err;
    private final boolean isTerminal;
    private long next = System.nanoTime() + TimeUnit.SECONDS.toNanos(2);
    private int answers;
    private boolean isShown;

    Progress(PrintWriter err) {
        this.err = err;
        this.isTerminal = isTerminal(Path.of("/proc/self/fd/2"));
    }

    private static boolean isTerminal(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().matches(TERMINAL);
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    void next() {
        answers++;
        if (isTerminal && System.nanoTime() - next > 0) {
            next += TimeUnit.SECONDS.toNanos(1);
            isShown = true;
            err.print("\rAnswers read: " + answers);
            err.flush();
        }
    }

    /** Removes the number from the terminal. */
    void end() {
        if (isShown) {
            err.print("\r" + " ".repeat(30) + "\r");
            err.flush();
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli.text;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** The reason why a file cannot be used. The messages of Java's exceptions often contain only the file's name. */
public final class FileProblem {

    private FileProblem() {}

    /**
     * Returns the reason of a failure.
     *
     * @param e the failure
     * @return such as {@code permission denied}, without the name of the file
     */
    public static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "it does not exist";
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof NotDirectoryException) {
            return "it is not a directory";
        }
        String reason = e instanceof FileSystemException ? ((FileSystemException) e).getReason() : e.getMessage();
        return reason == null ? "unknown error" : reason;
    }

    /**
     * Returns the reason of a failure with the name of the file, if the failure has one.
     *
     * @param e the failure
     * @return such as {@code /proc/cpuinfo: permission denied}
     */
    public static String describe(IOException e) {
        String file = e instanceof FileSystemException ? ((FileSystemException) e).getFile() : null;
        return file == null ? reason(e) : file + ": " + reason(e);
    }
}

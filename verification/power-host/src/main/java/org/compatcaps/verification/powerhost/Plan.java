// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.powerhost;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.compatcaps.verification.ioctlcases.Tsv;

/** The files of things to do and their results, for runs that take these from a file. */
public final class Plan {
    private Plan() {}

    /**
     * Reads a file with a line for each thing to do, as {@link Tsv} describes.
     *
     * @param <T> type of the things
     * @param file the file
     * @param columns number of columns
     * @param row makes one thing out of a line, or throws an IllegalArgumentException
     * @return the things, in the order of the file
     * @throws IOException if the file cannot be read, has no lines, or a line is wrong
     */
    public static <T> List<T> read(Path file, int columns, Function<String[], T> row) throws IOException {
        List<T> rows = Tsv.read(file.toString(), Files.readAllLines(file), columns, row);
        if (rows.isEmpty()) {
            throw new IOException(file + " has nothing to do");
        }
        return rows;
    }

    /**
     * Returns the things that one of the patterns names, in their order; all if there is no pattern.
     *
     * @param <T> type of the things
     * @param all all things
     * @param name returns the name of one
     * @param patterns names or globs
     * @return the selected things
     * @throws IllegalArgumentException if a pattern names nothing: it is a typing error, and must not pass as a success
     */
    public static <T> List<T> select(List<T> all, Function<T, String> name, List<String> patterns) {
        List<T> selected = new ArrayList<>(patterns.isEmpty() ? all : List.of());
        for (String pattern : patterns) {
            PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
            List<T> named = all.stream()
                    .filter(one -> matcher.matches(Path.of(name.apply(one))))
                    .toList();
            if (named.isEmpty()) {
                String names = String.join(" ", all.stream().map(name).toList());
                throw new IllegalArgumentException("nothing is called " + pattern + "; there are: " + names);
            }
            named.stream().filter(one -> !selected.contains(one)).forEach(selected::add);
        }
        return selected;
    }

    /**
     * Deletes the logs and tables of an earlier run, which must not be taken for those of this one.
     *
     * @param directory their directory
     * @param files their names, as a glob
     * @throws IOException if one cannot be deleted
     */
    public static void deleteOldOutput(Path directory, String files) throws IOException {
        try (DirectoryStream<Path> old = Files.newDirectoryStream(directory, files)) {
            for (Path file : old) {
                Files.delete(file);
            }
        }
    }
}

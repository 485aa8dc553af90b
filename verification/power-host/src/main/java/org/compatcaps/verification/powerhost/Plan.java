// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.powerhost;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What rigs have in common that do one thing after the other and expect something of each: what to do comes from a file. */
public final class Plan {
    private Plan() {}

    /**
     * Reads a file with a line for each thing to do, whose columns are separated by tabs. The first is the name. Empty lines and
     * those that begin with {@code #} do not count.
     *
     * @param <T> what a line stands for
     * @param file the file
     * @param columns how many a line has
     * @param row makes one thing out of a line; what is wrong with it is an IllegalArgumentException
     * @return what is to be done, in the order of the file
     * @throws IOException if it cannot be read, or a line is wrong: what is left out would count as passed
     */
    public static <T> List<T> read(Path file, int columns, Function<String[], T> row) throws IOException {
        List<T> rows = new ArrayList<>();
        Set<String> names = new HashSet<>();
        int number = 0;
        for (String line : Files.readAllLines(file)) {
            number++;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            String[] cells = line.split("\t", -1);
            if (cells.length != columns) {
                throw new IOException(
                        file + ", line " + number + ": " + cells.length + " columns instead of " + columns);
            }
            if (!names.add(cells[0])) {
                throw new IOException(file + ", line " + number + ": a second " + cells[0]);
            }
            try {
                rows.add(row.apply(cells));
            } catch (IllegalArgumentException e) {
                throw new IOException(file + ", line " + number + ": " + e.getMessage(), e);
            }
        }
        if (rows.isEmpty()) {
            throw new IOException(file + " has nothing to do");
        }
        return rows;
    }

    /**
     * What one of the patterns names, in their order; all if there is no pattern.
     *
     * @param <T> what there is to be done
     * @param all what there is
     * @param name its name
     * @param patterns names or globs
     * @return what was selected
     * @throws IllegalArgumentException if a pattern names nothing: it is a typing error, and must not pass as a success
     */
    public static <T> List<T> select(List<T> all, Function<T, String> name, List<String> patterns) {
        List<T> selected = new ArrayList<>(patterns.isEmpty() ? all : List.of());
        for (String pattern : patterns) {
            PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
            List<T> named = all.stream()
                    .filter(one -> matcher.matches(Path.of(name.apply(one))))
                    .collect(Collectors.toList());
            if (named.isEmpty()) {
                String names = all.stream().map(name).collect(Collectors.joining(" "));
                throw new IllegalArgumentException("nothing is called " + pattern + "; there are: " + names);
            }
            named.removeAll(selected);
            selected.addAll(named);
        }
        return selected;
    }

    /**
     * Deletes the logs and tables of an earlier run, which must not be taken for those of this one.
     *
     * @param directory where they are
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

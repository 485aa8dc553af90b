// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.ioctlcases;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Reads the files of cases and of expected values: one thing a line, columns separated by tabs. */
public final class Tsv {

    private Tsv() {}

    /**
     * Reads the lines of a file. The first column is the name. Skips empty lines and those that begin with {@code #}.
     *
     * @param <T> type of the results
     * @param file name of the file, for messages
     * @param lines lines of the file
     * @param columns number of columns
     * @param row makes one result of the columns, or throws an IllegalArgumentException
     * @return the results, in the order of the file
     * @throws IOException if a line is wrong: one that is skipped would count as passed
     */
    public static <T> List<T> read(String file, List<String> lines, int columns, Function<String[], T> row)
            throws IOException {
        List<T> rows = new ArrayList<>();
        Set<String> names = new HashSet<>();
        int number = 0;
        for (String line : lines) {
            number++;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            try {
                String[] cells = line.split("\t", -1);
                if (cells.length != columns) {
                    throw new IllegalArgumentException(cells.length + " columns instead of " + columns);
                }
                if (!names.add(cells[0])) {
                    throw new IllegalArgumentException("a second " + cells[0]);
                }
                rows.add(row.apply(cells));
            } catch (IllegalArgumentException e) {
                throw new IOException(file + ", line " + number + ": " + e.getMessage(), e);
            }
        }
        return rows;
    }
}

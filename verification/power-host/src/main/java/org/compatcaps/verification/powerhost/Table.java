// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.powerhost;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The result of a run as a Markdown table. */
public final class Table {
    private Table() {}

    /**
     * Renders a table.
     *
     * @param headings the first line
     * @param rows the others, as {@link #cell} made them
     * @return the table in Markdown
     */
    public static String render(List<String> headings, List<List<String>> rows) {
        List<List<String>> lines = new ArrayList<>(rows);
        lines.add(0, headings);
        int[] widths = IntStream.range(0, headings.size())
                .map(i -> lines.stream()
                        .mapToInt(line -> line.get(i).length())
                        .max()
                        .orElseThrow())
                .toArray();
        lines.add(1, IntStream.of(widths).mapToObj("-"::repeat).toList());
        return lines.stream()
                .map(line -> IntStream.range(0, widths.length)
                        .mapToObj(i ->
                                line.get(i) + " ".repeat(widths[i] - line.get(i).length()))
                        .collect(Collectors.joining(" | ", "| ", " |\n")))
                .collect(Collectors.joining());
    }

    /**
     * Makes any text fit: a guest may print anything, but a bar or a line end would break the table.
     *
     * @param text the text
     * @return its content for one cell
     */
    public static String cell(String text) {
        return text.replace("\\", "\\\\")
                .replace("|", "\\|")
                .replaceAll("\\s+", " ")
                .strip();
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.powerhost;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The result of a run as a Markdown table. */
public final class Table {
    private static final List<String> HEADINGS = List.of("configuration", "backend", "expected", "got", "seconds");

    private Table() {}

    /** Renders the rows; what was not as expected stands in bold type. */
    static String render(List<Row> rows) {
        List<List<String>> lines = new ArrayList<>();
        for (Row row : rows) {
            lines.add(List.of(
                    row.configuration,
                    cell(row.backend),
                    cell(row.expected),
                    row.passed ? cell(row.got) : "**" + cell(row.got) + "**",
                    row.seconds < 0 ? "-" : String.format(Locale.ROOT, "%.1f", row.seconds)));
        }
        return render(HEADINGS, lines);
    }

    /**
     * Renders any table.
     *
     * @param headings the first line
     * @param rows the others, as {@link #cell} made them
     * @return the table in Markdown
     */
    public static String render(List<String> headings, List<List<String>> rows) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(headings);
        lines.addAll(rows);
        int[] widths = new int[headings.size()];
        for (List<String> line : lines) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        }
        StringBuilder table = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            append(table, lines.get(i), widths);
            if (i == 0) {
                List<String> rule = new ArrayList<>();
                for (int width : widths) {
                    rule.add("-".repeat(width));
                }
                append(table, rule, widths);
            }
        }
        return table.toString();
    }

    private static void append(StringBuilder table, List<String> cells, int[] widths) {
        for (int i = 0; i < widths.length; i++) {
            String cell = cells.get(i);
            table.append("| ").append(cell).append(" ".repeat(widths[i] - cell.length() + 1));
        }
        table.append("|\n");
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

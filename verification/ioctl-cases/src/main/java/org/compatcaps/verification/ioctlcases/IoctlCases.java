// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.ioctlcases;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The file of cases. */
public final class IoctlCases {

    private static final String FILE = "cases.tsv";

    private IoctlCases() {}

    /**
     * The cases that apply to a kind of host, in the order of the file.
     *
     * @param host the kind of host
     * @return the cases
     * @throws IOException if the file cannot be read, or a line is wrong: a case that is skipped would count as passed
     */
    public static List<IoctlCase> of(HostKind host) throws IOException {
        return all().stream().filter(one -> one.expected(host).isPresent()).collect(Collectors.toList());
    }

    static List<IoctlCase> all() throws IOException {
        try (Reader file = new InputStreamReader(IoctlCases.class.getResourceAsStream(FILE), StandardCharsets.UTF_8)) {
            return read(file);
        }
    }

    static List<IoctlCase> read(Reader file) throws IOException {
        List<IoctlCase> cases = new ArrayList<>();
        Set<String> names = new HashSet<>();
        BufferedReader lines = new BufferedReader(file);
        int number = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            number++;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            String[] columns = line.split("\t", -1);
            if (columns.length != IoctlCase.COLUMNS) {
                throw wrong(number, columns.length + " columns instead of " + IoctlCase.COLUMNS, null);
            }
            try {
                cases.add(new IoctlCase(columns));
            } catch (IllegalArgumentException e) {
                throw wrong(number, e.getMessage(), e);
            }
            if (!names.add(columns[0])) {
                throw wrong(number, "a second " + columns[0], null);
            }
        }
        return cases;
    }

    private static IOException wrong(int line, String message, Exception cause) {
        return new IOException(FILE + ", line " + line + ": " + message, cause);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.powerhost;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.compatcaps.spi.SystemCalls;
import org.compatcaps.verification.ioctlcases.HostKind;
import org.compatcaps.verification.ioctlcases.IoctlCase;
import org.compatcaps.verification.ioctlcases.IoctlCases;

/** Compares the answers of a guest's kernel to the ioctl cases with those of the mock, which runs here, and with the file. */
final class CaseComparison {
    private static final int DIFFERENCES_SHOWN = 3;

    private final List<String> differences = new ArrayList<>();
    private int simulated;
    private int notSimulated;
    private int equalToMock;
    private int equalToFile;

    /**
     * Compares.
     *
     * @param printed the output of the program of the cases in the guest
     * @throws IOException if the file of cases is wrong
     */
    CaseComparison(HostKind host, String printed) throws IOException {
        List<IoctlCase> cases = IoctlCases.of(host);
        Map<String, String> answers = answers(printed);
        SystemCalls mock = host.simulate().bind();
        for (IoctlCase one : cases) {
            compare(one, answers.remove(one.name()), one.expected(host).orElseThrow(), mock);
        }
        for (String unknown : answers.keySet()) {
            differences.add("not a case: " + unknown);
        }
        if (!printed.endsWith("\n" + cases.size() + " cases\n")) {
            differences.add("the end is missing");
        }
        if (simulated == 0) {
            differences.add("no case to compare");
        }
    }

    private static Map<String, String> answers(String printed) {
        Map<String, String> answers = new HashMap<>();
        for (String line : printed.split("\n")) {
            int colon = line.indexOf(": ");
            if (colon >= 0) {
                // An answer that comes twice differs from what was expected.
                answers.merge(line.substring(0, colon), line.substring(colon + 2), (a, b) -> a + " and " + b);
            }
        }
        return answers;
    }

    private void compare(IoctlCase one, String kernel, String file, SystemCalls mock) {
        boolean compared = one.notSimulated().isEmpty();
        String simulation = compared ? one.run(mock) : file;
        if (compared) {
            simulated++;
        } else {
            notSimulated++;
        }
        if (!file.equals(kernel) || !simulation.equals(kernel)) {
            differences.add(one.name() + ": kernel " + kernel + ", file " + file
                    + (compared ? ", mock " + simulation : ", not simulated"));
        } else if (compared) {
            equalToMock++;
        } else {
            equalToFile++;
        }
    }

    int equalToMock() {
        return equalToMock;
    }

    String expected() {
        return counts(simulated, notSimulated);
    }

    String counts() {
        return counts(equalToMock, equalToFile);
    }

    private static String counts(int mock, int file) {
        return mock + " equal to the mock, " + file + " that it does not simulate";
    }

    /** The first differences; all of them are in the serial log. */
    List<String> differences() {
        if (differences.size() <= DIFFERENCES_SHOWN) {
            return differences;
        }
        List<String> shown = new ArrayList<>(differences.subList(0, DIFFERENCES_SHOWN));
        shown.add((differences.size() - DIFFERENCES_SHOWN) + " more");
        return shown;
    }
}

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

/** Compares the answers of a guest's kernel to the ioctl cases with those of the mock, which runs here, and with the file. */
final class CaseComparison {
    private static final int DIFFERENCES_SHOWN = 3;

    private final HostKind host;
    private final List<IoctlCase> cases;
    /** The answers of the mock, by the names of the cases that it simulates. */
    private final Map<String, String> simulated = new HashMap<>();

    /**
     * Reads the cases, and runs them on the mock.
     *
     * @throws IOException if the file of cases is wrong
     */
    CaseComparison(HostKind host) throws IOException {
        this.host = host;
        cases = IoctlCase.of(host);
        SystemCalls mock = host.simulate().bind();
        cases.stream()
                .filter(one -> one.notSimulated().isEmpty())
                .forEach(one -> simulated.put(one.name(), one.run(mock)));
    }

    String expected() {
        return simulated.size() + " equal to the mock, " + (cases.size() - simulated.size())
                + " that it does not simulate";
    }

    /** Returns the first differences in the output of the guest's program; all of them are in the serial log. */
    List<String> differences(String printed) {
        List<String> differences = new ArrayList<>();
        Map<String, String> answers = answers(printed);
        for (IoctlCase one : cases) {
            String kernel = answers.remove(one.name());
            String file = one.expected(host);
            String mock = simulated.get(one.name());
            if (!file.equals(kernel) || mock != null && !mock.equals(kernel)) {
                differences.add(one.name() + ": kernel " + kernel + ", file " + file
                        + (mock == null ? ", not simulated" : ", mock " + mock));
            }
        }
        answers.keySet().forEach(name -> differences.add("not a case: " + name));
        if (!printed.endsWith("\n" + cases.size() + " cases\n")) {
            differences.add("the end is missing");
        }
        int more = differences.size() - DIFFERENCES_SHOWN;
        if (more > 0) {
            differences.subList(DIFFERENCES_SHOWN, differences.size()).clear();
            differences.add(more + " more");
        }
        return differences;
    }

    private static Map<String, String> answers(String printed) {
        Map<String, String> answers = new HashMap<>();
        for (String line : printed.split("\n")) {
            int colon = line.indexOf(": ");
            if (colon >= 0) {
                // An answer that comes twice differs from the expected one.
                answers.merge(line.substring(0, colon), line.substring(colon + 2), (a, b) -> a + " and " + b);
            }
        }
        return answers;
    }
}

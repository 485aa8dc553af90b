// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.advice;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.compatcaps.verification.powerhost.GuestOutput;
import org.compatcaps.verification.powerhost.Table;

/** Counts comparisons and sets differences in bold type. */
final class Report {
    /** The doctor's exit status if there is a problem. */
    private static final int PROBLEM = 10;

    private final List<String> problems = new ArrayList<>();
    private int comparisons;
    private int differences;

    /** Returns the text for a table, in bold type if it is not as expected. */
    String check(String text, boolean isAsExpected) {
        comparisons++;
        if (isAsExpected) {
            return Table.cell(text);
        }
        differences++;
        return "**" + Table.cell(text) + "**";
    }

    /** Returns the doctor's last line. The exit status must agree with it. */
    String verdict(Optional<GuestOutput.Command> doctor, String expected) {
        String page = doctor.map(GuestOutput.Command::out).orElse("nothing").strip();
        String verdict = page.substring(page.lastIndexOf('\n') + 1).replaceFirst("^Verdict: ", "");
        String pattern = Pattern.quote(expected).replace("*", "\\E.*\\Q");
        int exitStatus = expected.startsWith("problem") ? PROBLEM : 0;
        return check(
                verdict,
                Pattern.compile(pattern).matcher(verdict).lookingAt()
                        && doctor.filter(ended -> ended.exitStatus() == exitStatus)
                                .isPresent());
    }

    void complete(String boot, GuestOutput output) {
        if (!output.complete()) {
            problem("**" + boot + ": " + Table.cell(output.problem()) + "**\n");
        }
    }

    void problem(String text) {
        differences++;
        problems.add(text);
    }

    String problems() {
        return String.join("\n", problems);
    }

    int comparisons() {
        return comparisons;
    }

    int differences() {
        return differences;
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli.doctor;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** All findings, and what follows from them. */
public final class Diagnosis {

    private final List<Finding> findings;
    private final String answer;

    /** The findings are in the order in which they are to be cured; the answer is what the host said, or null. */
    Diagnosis(List<Finding> findings, String answer) {
        this.findings = Collections.unmodifiableList(new ArrayList<>(findings));
        this.answer = answer;
    }

    /**
     * What was seen.
     *
     * @return the findings, in the order in which they are to be cured
     */
    public List<Finding> findings() {
        return findings;
    }

    /**
     * As good as the worst finding.
     *
     * @return the verdict
     */
    public Status verdict() {
        Status worst = Status.OK;
        for (Finding finding : findings) {
            if (finding.status().compareTo(worst) > 0) {
                worst = finding.status();
            }
        }
        return worst;
    }

    /**
     * The verdict in words.
     *
     * @return the answer if all is well; otherwise what is wrong, what to do first, and what else to look at
     */
    public String summary() {
        Status verdict = verdict();
        if (verdict == Status.OK) {
            return answer;
        }
        Finding first = null;
        List<String> others = new ArrayList<>();
        for (Finding finding : findings) {
            if (finding.status() == verdict && first == null) {
                first = finding;
            } else if (finding.status() == verdict) {
                others.add(finding.id());
            }
        }
        return (verdict == Status.WARNING && answer != null ? answer + "; but " : "")
                + first.text()
                + "; first: "
                + first.cure()
                + (others.isEmpty() ? "" : "; then: " + String.join(", ", others));
    }
}

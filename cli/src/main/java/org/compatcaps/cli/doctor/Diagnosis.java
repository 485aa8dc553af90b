// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli.doctor;

import java.util.List;
import java.util.stream.Collectors;

/** All findings and the conclusion from them. */
public final class Diagnosis {

    /** The remedy for a failure that no finding explains. */
    private static final String READ_LOG = "sudo dmesg | tail";

    private final List<Finding> findings;

    /** Null if the host did not answer. */
    private final String answer;

    private Diagnosis(List<Finding> findings, String answer) {
        this.findings = findings;
        this.answer = answer;
    }

    /** Creates a diagnosis. Gives each consequence the remedy of the first problem that has one. */
    static Diagnosis of(List<Finding> findings, String answer) {
        String remedy = findings.stream()
                .filter(finding -> finding.status() == Status.PROBLEM && !finding.isConsequence())
                .map(Finding::remedy)
                .findFirst()
                .orElse(READ_LOG);
        return new Diagnosis(
                findings.stream()
                        .map(finding -> finding.isConsequence() ? finding.withRemedy(remedy) : finding)
                        .collect(Collectors.toUnmodifiableList()),
                answer);
    }

    /** {@return the findings, in the order in which to fix them} */
    public List<Finding> findings() {
        return findings;
    }

    /** {@return the status of the worst finding} */
    public Status verdict() {
        return findings.stream().map(Finding::status).reduce(Status.OK, (a, b) -> a.compareTo(b) < 0 ? b : a);
    }

    /**
     * Returns the verdict in words.
     *
     * @return the answer if there is no warning or problem; otherwise the first finding to fix, and the names of the others
     */
    public String summary() {
        Status verdict = verdict();
        if (verdict == Status.OK) {
            return answer;
        }
        List<Finding> worst =
                findings.stream().filter(finding -> finding.status() == verdict).collect(Collectors.toList());
        Finding first = worst.get(0);
        String others = worst.stream().skip(1).map(Finding::id).collect(Collectors.joining(", "));
        return (verdict == Status.WARNING && answer != null ? answer + "; but " : "")
                + first.text().replaceFirst("[.]$", "")
                + ". Fix first: "
                + first.remedy()
                + (others.isEmpty() ? "" : ". Other findings: " + others);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli.doctor;

import java.io.IOException;
import org.compatcaps.cli.text.FileProblem;

/** The result of one check. */
public final class Finding {

    private final String id;
    private final Status status;
    private final String text;
    private final String remedy;

    private Finding(String id, Status status, String text, String remedy) {
        this.id = id;
        this.status = status;
        this.text = oneLine(text);
        this.remedy = remedy == null ? null : oneLine(remedy);
    }

    static Finding ok(String id, String text) {
        return new Finding(id, Status.OK, text, null);
    }

    static Finding warning(String id, String text, String remedy) {
        return new Finding(id, Status.WARNING, text, remedy);
    }

    static Finding problem(String id, String text, String remedy) {
        return new Finding(id, Status.PROBLEM, text, remedy);
    }

    /** Creates a problem that another finding explains. {@link Diagnosis} gives it the remedy of that finding. */
    static Finding consequence(String id, String text) {
        return new Finding(id, Status.PROBLEM, text, null);
    }

    static Finding unchecked(String id, Throwable e) {
        String why = e instanceof IOException ? FileProblem.describe((IOException) e) : "unexpected " + e;
        return warning(id, "cannot be checked: " + why, "allow this user to read /proc, /sys and /dev");
    }

    boolean isConsequence() {
        return status == Status.PROBLEM && remedy == null;
    }

    Finding withRemedy(String other) {
        return new Finding(id, status, text, other);
    }

    /** Replaces control characters: a finding is one line, and texts of the kernel and firmware may contain any character. */
    private static String oneLine(String text) {
        StringBuilder line = new StringBuilder();
        text.strip().codePoints().forEach(c -> line.append(c < ' ' || c > '~' ? '?' : (char) c));
        return line.toString();
    }

    /**
     * Returns the id of the check, which does not change between versions.
     *
     * @return such as {@code kvm-device}
     */
    public String id() {
        return id;
    }

    /** {@return the severity} */
    public Status status() {
        return status;
    }

    /** {@return the facts, in one line of ASCII} */
    public String text() {
        return text;
    }

    /** {@return how to fix it, as one command or setting; null if there is nothing to fix} */
    public String remedy() {
        return remedy;
    }

    @Override
    public String toString() {
        return "[" + status + "] " + id + ": " + text + (remedy == null ? "" : " (fix: " + remedy + ")");
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli.doctor;

/** What was seen of one thing. */
public final class Finding {

    private final String id;
    private final Status status;
    private final String text;
    private final String cure;

    private Finding(String id, Status status, String text, String cure) {
        this.id = id;
        this.status = status;
        this.text = oneLine(text);
        this.cure = cure;
    }

    static Finding ok(String id, String text) {
        return new Finding(id, Status.OK, text, null);
    }

    static Finding warning(String id, String text, String cure) {
        return new Finding(id, Status.WARNING, text, oneLine(cure));
    }

    static Finding problem(String id, String text, String cure) {
        return new Finding(id, Status.PROBLEM, text, oneLine(cure));
    }

    /** Kernel, firmware and exceptions have a say in the texts, and the page has one line for each finding. */
    private static String oneLine(String text) {
        StringBuilder line = new StringBuilder();
        text.strip().codePoints().forEach(c -> line.append(c < ' ' || c > '~' ? '?' : (char) c));
        return line.toString();
    }

    /**
     * The name of what was looked at, which stays the same from version to version.
     *
     * @return such as {@code kvm-device}
     */
    public String id() {
        return id;
    }

    /**
     * How good it is.
     *
     * @return the status
     */
    public Status status() {
        return status;
    }

    /**
     * What was seen.
     *
     * @return one line of ASCII
     */
    public String text() {
        return text;
    }

    /**
     * What to do about it.
     *
     * @return one command or setting; null if nothing is to be done
     */
    public String cure() {
        return cure;
    }

    @Override
    public String toString() {
        return "[" + status + "] " + id + ": " + text + (cure == null ? "" : " (cure: " + cure + ")");
    }
}

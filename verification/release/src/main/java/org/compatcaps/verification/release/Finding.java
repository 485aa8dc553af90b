// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.release;

/** Something that Maven Central would refuse, or that breaks a rule of our own. */
final class Finding {

    /** What a finding is about. Two kinds are allowed where they are unavoidable. */
    enum Kind {
        /** A signature is missing. The one thing that only the publisher can make. */
        SIGNATURE,
        /** The version is a snapshot's, as it is between releases. */
        SNAPSHOT,
        /** Maven Central would refuse it. */
        CENTRAL,
        /** A rule of this project. */
        OURS
    }

    private final Kind kind;
    private final String where;
    private final String what;

    Finding(Kind kind, String where, String what) {
        this.kind = kind;
        this.where = where;
        this.what = what;
    }

    Kind kind() {
        return kind;
    }

    @Override
    public String toString() {
        return where + ": " + what;
    }
}

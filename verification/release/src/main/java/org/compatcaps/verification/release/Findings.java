// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.release;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The broken rules, each with the file or artifact that breaks it. */
final class Findings {

    private final List<String> all = new ArrayList<>();

    List<String> all() {
        return all;
    }

    void require(boolean condition, Object subject, String problem) {
        if (!condition) {
            all.add(subject + ": " + problem);
        }
    }

    void requireEqual(Object expected, Object found, Object subject, String what) {
        require(
                Objects.equals(expected, found),
                subject,
                what + " must be \"" + expected + "\", but is \"" + found + "\"");
    }
}

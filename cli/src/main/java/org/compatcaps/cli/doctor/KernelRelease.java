// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli.doctor;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The age of a kernel against the one with which the query came. */
final class KernelRelease {

    private static final Pattern NUMBERS = Pattern.compile("(\\d{1,4})\\.(\\d{1,4}).*");

    private KernelRelease() {}

    /** False for a release without numbers, of which nothing is known. */
    static boolean isOlderThanQuery(String release) {
        Matcher numbers = NUMBERS.matcher(release);
        if (!numbers.matches()) {
            return false;
        }
        int major = Integer.parseInt(numbers.group(1));
        return major < 7 || major == 7 && Integer.parseInt(numbers.group(2)) < 3;
    }
}

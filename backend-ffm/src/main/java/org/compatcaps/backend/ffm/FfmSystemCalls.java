// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.backend.ffm;

import org.compatcaps.spi.SystemCalls;
import org.compatcaps.spi.UnavailableException;

/**
 * What an older Java sees of this backend: that it is not for it. On Java 22 and later the jar, a multi-release one, has
 * another class by this name, which makes the calls.
 *
 * <p>One class for both, because class-data sharing leaves out a class that only the newer part of a jar has.
 */
final class FfmSystemCalls {

    private static final int NEEDED = 22;

    private FfmSystemCalls() {}

    static SystemCalls bind() throws UnavailableException {
        int running = Runtime.version().feature();
        if (running < NEEDED) {
            throw new UnavailableException("needs Java " + NEEDED + ", this is " + running);
        }
        throw new UnavailableException(
                "its classes for Java " + NEEDED + " and later are not visible: they were loaded from"
                        + " something other than the original jar. If it was repacked, keep META-INF/versions and"
                        + " 'Multi-Release: true' in the manifest");
    }
}

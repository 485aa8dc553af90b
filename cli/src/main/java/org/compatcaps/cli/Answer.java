// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli;

import org.compatcaps.CompatCaps;

/** The answer of a host, or what several hosts have in common, and its origin. */
final class Answer {

    /** The largest number that {@link AnswerReader} accepts. */
    static final int MAX_HOSTS = 999_999_999;

    final CompatCaps caps;

    /** Null for several hosts. */
    final String backend;

    final boolean simulated;

    /** The number of hosts that this answer covers. */
    final int hosts;

    Answer(CompatCaps caps, String backend, boolean simulated, int hosts) {
        this.caps = caps;
        this.backend = backend;
        this.simulated = simulated;
        this.hosts = hosts;
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.compatcaps.CompatCaps;
import org.compatcaps.KernelInterface;
import org.compatcaps.NestedApi;
import org.compatcaps.ProcessorMode;

/** What is printed and read: what a host can do, or several have in common, and where that comes from. */
final class Answer {

    /** As many as are read back. */
    static final int MAX_HOSTS = 999_999_999;

    final CompatCaps caps;

    /** Null for several hosts. */
    final String backend;

    final boolean simulated;

    /** How many hosts this is common to. */
    final int hosts;

    Answer(CompatCaps caps, String backend, boolean simulated, int hosts) {
        this.caps = caps;
        this.backend = backend;
        this.simulated = simulated;
        this.hosts = hosts;
    }

    static Answer common(Collection<Answer> answers) {
        List<CompatCaps> caps = new ArrayList<>();
        boolean simulated = false;
        long hosts = 0;
        for (Answer answer : answers) {
            caps.add(answer.caps);
            simulated |= answer.simulated;
            hosts += answer.hosts;
        }
        if (hosts > MAX_HOSTS) {
            throw new InputException("The files say that they are of " + hosts + " hosts, which cannot be", null);
        }
        return new Answer(CompatCaps.common(caps), null, simulated, (int) hosts);
    }

    /** All 16 digits, so that a string comparison is one of numbers, too. */
    static String hex(long bits) {
        return String.format("0x%016x", bits);
    }

    /** Null for none. */
    String nestedApi() {
        return caps.nestedApi().map(Answer::name).orElse(null);
    }

    /** Null for none. */
    String kernelInterface() {
        return caps.kernelInterface().map(Answer::name).orElse(null);
    }

    static String name(NestedApi api) {
        return api == NestedApi.V1 ? "v1" : "probably-v2";
    }

    static String name(KernelInterface form) {
        return form == KernelInterface.RELEASED ? "released" : "first-posted";
    }

    static String names(CompatCaps caps) {
        List<String> names = new ArrayList<>();
        for (ProcessorMode mode : caps.modes()) {
            names.add(mode.name());
        }
        return names.isEmpty() ? "none" : String.join(", ", names);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.failures.loading;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.compatcaps.cli.Jdk;

/** A situation in which backends cannot be loaded: how to make it, the reasons that the list must give, and the remedies. */
final class Situation {

    interface Change {
        Tool of(Tool tool) throws Exception;
    }

    /** Damages a copy of the tool. */
    interface Damage extends Change {
        void to(Tool copy) throws Exception;

        @Override
        default Tool of(Tool tool) throws Exception {
            Tool copy = tool.copied();
            to(copy);
            return copy;
        }
    }

    final List<Jdk> jdks;
    final Change change;
    final Map<String, Pattern> reasons = new TreeMap<>();
    final List<Change> remedies = new ArrayList<>();

    private final String name;
    private boolean isBroken;

    Situation(String name, List<Jdk> jdks, Change change) {
        this.name = name;
        this.jdks = jdks;
        this.change = change;
    }

    /** Expects this reason for a backend, in which {@code ...} is any text. */
    Situation stops(String backend, String reason) {
        String pattern =
                Stream.of(reason.split("\\Q...\\E", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
        reasons.put(backend, Pattern.compile("cannot be loaded: " + pattern));
        return this;
    }

    /** Expects the reasons under {@code (broken)}, since Java cannot load the providers, and so not even get their names. */
    Situation asBroken() {
        isBroken = true;
        return this;
    }

    /** Expects that this makes the backends available again. */
    Situation fixedBy(Change remedy) {
        remedies.add(remedy);
        return this;
    }

    String listedAs(String backend) {
        return isBroken ? "(broken)" : backend;
    }

    @Override
    public String toString() {
        return name;
    }
}

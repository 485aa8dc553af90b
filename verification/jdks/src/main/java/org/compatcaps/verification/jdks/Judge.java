// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.jdks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.compatcaps.verification.jdks.Jvms.Output;

/** Reads the output of the probe. */
final class Judge {

    private static final String LIST_FOLLOWS = "@jdks list\n";

    private final Combination combination;
    private final List<String> problems = new ArrayList<>();
    private final Map<String, String> facts = new TreeMap<>();
    private final List<String> statuses = new ArrayList<>();
    private final Map<String, String> backends = new TreeMap<>();

    private Judge(Combination combination) {
        this.combination = combination;
    }

    /** Returns the actual outcome, in the words of {@code expected.tsv}. */
    static Outcome read(Combination combination, Output output) {
        if (output.exitStatus() != 0 && output.err().startsWith("Unrecognized option: -")) {
            return new Outcome(Outcome.NO_OPTION, List.of(), List.of(), Map.of(), List.of());
        }
        return new Judge(combination).read(output);
    }

    private Outcome read(Output output) {
        output.out().lines().forEach(this::add);
        requireFact("java", Integer.toString(combination.jdk().version()));
        requireFact("zero", Boolean.toString(combination.jdk().zero()));
        // Debian's released versions have early-access builds of their updates in between.
        if (combination.jdk().early()) {
            requireFact("early", "true");
        }
        requireFact("path", combination.path());
        requireFact("end", "of the probe");
        if (output.exitStatus() != 0) {
            problems.add("exit status " + output.exitStatus());
        }
        String used = facts.getOrDefault("chosen", Outcome.NONE);
        String answer = facts.getOrDefault("answer", "nothing");
        if (!isRight(used, answer)) {
            problems.add("answered " + answer);
        }
        String[] err = output.err().split(LIST_FOLLOWS, 2);
        List<String> listWarnings = err.length == 1 ? List.of() : Warnings.in(err[1]);
        return new Outcome(used, Warnings.in(err[0]), listWarnings, backends, problems);
    }

    private void add(String line) {
        String[] fact = (line + " ").split(" ", 2);
        String value = fact[1].strip();
        if (!fact[0].equals("backend")) {
            facts.put(fact[0], value);
            return;
        }
        statuses.add(value);
        String[] status = (value + ": ").split(": ", 2);
        String text = value.substring(Math.min(value.length(), status[0].length() + 2));
        if (backends.put(status[0], Status.nameOf(text, combination.jdk().version())) != null) {
            problems.add("a second backend " + status[0]);
        }
    }

    private void requireFact(String name, String value) {
        if (!value.equals(facts.get(name))) {
            problems.add(name + " is " + facts.get(name) + ", not " + value);
        }
    }

    /** Without a backend, the error must repeat the list of backends. */
    private boolean isRight(String used, String answer) {
        if (!used.equals(Outcome.NONE)) {
            return answer.matches(combination.architecture().answer);
        }
        String found =
                statuses.isEmpty() ? "No backend at all was found." : "Found: " + String.join("; ", statuses) + ".";
        return answer.startsWith("BackendUnavailableException: There is no usable backend. " + found + " ");
    }
}

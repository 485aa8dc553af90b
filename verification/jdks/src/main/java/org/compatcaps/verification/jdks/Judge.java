// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.jdks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads what the probe printed in a cell. */
final class Judge {
    private static final String LIST_FOLLOWS = "@jdks list\n";

    private final Cell cell;
    private final Expectations expectations;
    private final List<String> problems = new ArrayList<>();
    private final Map<String, String> facts = new TreeMap<>();
    private final List<String> statuses = new ArrayList<>();
    private final Map<String, String> backends = new TreeMap<>();

    private Judge(Cell cell, Expectations expectations) {
        this.cell = cell;
        this.expectations = expectations;
    }

    /** What the cell showed, in the words of the expectations. */
    static Outcome read(Cell cell, Output output, Expectations expectations) {
        return new Judge(cell, expectations).read(output);
    }

    private Outcome read(Output output) {
        if (output.exitStatus != 0 && output.err.startsWith("Unrecognized option: -")) {
            return new Outcome(Outcome.NO_OPTION, List.of(), List.of(), Map.of(), List.of());
        }
        for (String line : output.out.split("\n")) {
            add(line);
        }
        requireFact("java", Integer.toString(cell.jdk.version));
        requireFact("zero", Boolean.toString(cell.jdk.zero));
        // Debian's released versions have early-access builds of their updates in between.
        if (cell.jdk.early) {
            requireFact("early", "true");
        }
        requireFact("path", cell.path);
        requireFact("end", "of the probe");
        if (output.exitStatus != 0) {
            problems.add("exit status " + output.exitStatus);
        }
        String chosen = facts.getOrDefault("chosen", Outcome.NONE);
        readAnswer(chosen, facts.getOrDefault("answer", "nothing"));

        int list = output.err.indexOf(LIST_FOLLOWS);
        String ofQuery = list < 0 ? output.err : output.err.substring(0, list);
        String ofList = list < 0 ? "" : output.err.substring(list + LIST_FOLLOWS.length());
        return new Outcome(chosen, Warnings.in(ofQuery), Warnings.in(ofList), backends, problems);
    }

    private void add(String line) {
        int blank = line.indexOf(' ');
        String name = blank < 0 ? line : line.substring(0, blank);
        String value = line.substring(Math.min(line.length(), name.length() + 1));
        if (!name.equals("backend")) {
            if (facts.put(name, value) != null) {
                problems.add("a second line: " + line);
            }
            return;
        }
        statuses.add(value);
        int colon = value.indexOf(": ");
        String backend = value.substring(0, Math.max(colon, 0));
        String status = expectations.statusName(value.substring(colon < 0 ? 0 : colon + 2), cell.jdk.version);
        if (backends.put(backend, status) != null) {
            problems.add("a second backend " + backend);
        }
    }

    private void requireFact(String name, String value) {
        if (!value.equals(facts.get(name))) {
            problems.add(name + " is " + facts.get(name) + ", not " + value);
        }
    }

    private void readAnswer(String chosen, String answer) {
        boolean right;
        if (chosen.equals(Outcome.NONE)) {
            String found =
                    statuses.isEmpty() ? "No backend at all was found." : "Found: " + String.join("; ", statuses) + ".";
            right = answer.startsWith("BackendUnavailableException: There is no usable backend. " + found + " ");
        } else {
            right = expectations.isAnswer(cell.architecture, answer);
        }
        if (!right) {
            problems.add("answered " + answer);
        }
    }
}

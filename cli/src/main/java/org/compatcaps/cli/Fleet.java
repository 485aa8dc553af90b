// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.compatcaps.CompatCaps;
import org.compatcaps.ProcessorMode;

/** The answers of many hosts. To save memory, hosts with the same modes share one object, and only their names are kept. */
final class Fleet {

    /** Some of the hosts. */
    static final class Hosts {

        /** The number of hosts, which exceeds that of the names if a file has the common answer of several hosts. */
        long count;

        final List<String> names = new ArrayList<>();

        private void add(String name, int hosts) {
            count += hosts;
            names.add(name);
        }

        private void add(Hosts others) {
            count += others.count;
            names.addAll(others.names);
        }
    }

    private final Set<String> names = new HashSet<>();
    private final Set<CompatCaps> answers = new HashSet<>();
    private final Map<Set<ProcessorMode>, Hosts> byModes = new LinkedHashMap<>();

    final Hosts estimated = new Hosts();
    final Hosts simulated = new Hosts();

    /** The name of each skipped host, or the place of its answer, with the problem. */
    final List<Map.Entry<String, String>> unreadable = new ArrayList<>();

    /** Adds an answer. Returns false if there already is a host of this name. */
    boolean add(String name, Answer answer) {
        if (!names.add(name)) {
            return false;
        }
        answers.add(answer.caps);
        byModes.computeIfAbsent(answer.caps.modes(), modes -> new Hosts()).add(name, answer.hosts);
        if (answer.caps.estimated()) {
            estimated.add(name, answer.hosts);
        }
        if (answer.simulated) {
            simulated.add(name, answer.hosts);
        }
        return true;
    }

    /** Returns the answer that all hosts have in common. */
    Answer common() {
        if (names.isEmpty()) {
            throw new InputException(
                    "Cannot read any of the answers. The first problem: "
                            + unreadable.get(0).getValue(),
                    null);
        }
        long hosts = byModes.values().stream().mapToLong(group -> group.count).sum();
        if (hosts > Answer.MAX_HOSTS) {
            throw new InputException(
                    "The files contain the answers of " + hosts + " hosts. The maximum is " + Answer.MAX_HOSTS + ".",
                    null);
        }
        return new Answer(CompatCaps.common(answers), null, !simulated.names.isEmpty(), (int) hosts);
    }

    /** Returns the hosts by their modes, the largest group first. */
    Map<Set<ProcessorMode>, Hosts> groups() {
        Map<Set<ProcessorMode>, Hosts> groups = new LinkedHashMap<>();
        byModes.entrySet().stream()
                .sorted((one, other) -> Long.compare(other.getValue().count, one.getValue().count))
                .forEach(group -> groups.put(group.getKey(), group.getValue()));
        return groups;
    }

    /** Returns each newer mode that the other hosts have in common if some are left out, with the hosts to leave out. */
    Map<ProcessorMode, Hosts> leaveOut() {
        ProcessorMode highest = CompatCaps.common(answers).highest().orElse(null);
        Map<ProcessorMode, Hosts> leaveOut = new EnumMap<>(ProcessorMode.class);
        for (ProcessorMode mode : ProcessorMode.values()) {
            List<CompatCaps> rest = byModes.keySet().stream()
                    .filter(modes -> modes.contains(mode))
                    .map(CompatCaps::of)
                    .collect(Collectors.toList());
            boolean isNewer = highest == null || mode.compareTo(highest) > 0;
            if (isNewer && !rest.isEmpty() && CompatCaps.common(rest).highest().get() == mode) {
                Hosts hosts = new Hosts();
                byModes.forEach((modes, others) -> {
                    if (!modes.contains(mode)) {
                        hosts.add(others);
                    }
                });
                leaveOut.put(mode, hosts);
            }
        }
        return leaveOut;
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.advice;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.compatcaps.verification.powerhost.Plan;

/** What a run has to do: lines of {@code hosts.tsv}, {@code moves.tsv}, {@code changes.tsv} and {@code libvirt.tsv}. */
final class Selection {
    final List<Move> allMoves;
    final List<Move> moves;
    final List<Change> changes;

    /** The selected hosts, and those from which guests move. */
    final List<Host> hosts;

    /** The selected hosts with libvirt, and those that save the guests which others restore. */
    final List<LibvirtHost> libvirtHosts;

    private final List<Host> allHosts;

    /**
     * Selects what one of the patterns names, everything if there is no pattern.
     *
     * @throws IllegalArgumentException if a pattern names nothing
     */
    Selection(Path directory, List<String> patterns) throws IOException {
        allHosts = Host.read(directory.resolve("hosts.tsv"));
        allMoves = Move.read(directory.resolve("moves.tsv"));
        List<Change> allChanges = Change.read(directory.resolve("changes.tsv"));
        List<LibvirtHost> allLibvirtHosts = LibvirtHost.read(directory.resolve("libvirt.tsv"), allHosts);
        List<String> names = new ArrayList<>();
        allHosts.forEach(host -> names.add(host.name));
        allMoves.forEach(move -> names.add(move.name));
        allChanges.forEach(change -> names.add(change.name));
        allLibvirtHosts.forEach(host -> names.add(host.name));
        List<String> selected = Plan.select(names, Function.identity(), patterns);
        moves = allMoves.stream().filter(move -> selected.contains(move.name)).collect(Collectors.toList());
        changes = allChanges.stream()
                .filter(change -> selected.contains(change.name))
                .collect(Collectors.toList());
        moves.forEach(move -> selected.add(move.source));
        allLibvirtHosts.stream()
                .filter(host -> host.from != null && selected.contains(host.name))
                .forEach(host -> selected.add(host.from));
        libvirtHosts = allLibvirtHosts.stream()
                .filter(host -> selected.contains(host.name))
                .collect(Collectors.toList());
        hosts = allHosts.stream().filter(host -> selected.contains(host.name)).collect(Collectors.toList());
    }

    List<String> changedHosts() {
        return changes.stream().map(change -> change.host).distinct().collect(Collectors.toList());
    }

    List<Change> changesOf(String host) {
        return changes.stream().filter(change -> change.host.equals(host)).collect(Collectors.toList());
    }

    Host host(String name) {
        return allHosts.stream()
                .filter(host -> host.name.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no host is called " + name));
    }
}

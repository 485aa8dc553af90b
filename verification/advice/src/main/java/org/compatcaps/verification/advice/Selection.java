// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.advice;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.compatcaps.verification.powerhost.Plan;

/** The selected rows of {@code hosts.tsv}, {@code moves.tsv}, {@code changes.tsv} and {@code libvirt.tsv}. */
final class Selection {
    final List<Move> allMoves;
    final List<Move> moves;
    final List<Change> changes;

    /** The selected hosts, and the sources of the selected moves. */
    final List<Host> hosts;

    /** The selected hosts with libvirt, and those that save the guests which others restore. */
    final List<LibvirtHost> libvirtHosts;

    private final List<Host> allHosts;

    /**
     * Selects the rows with these names.
     *
     * @param patterns names or globs; everything is selected if there is none
     * @throws IllegalArgumentException if a pattern names nothing
     */
    Selection(Path directory, List<String> patterns) throws IOException {
        allHosts = Host.read(directory.resolve("hosts.tsv"));
        allMoves = Move.read(directory.resolve("moves.tsv"));
        List<Change> allChanges = Change.read(directory.resolve("changes.tsv"));
        List<LibvirtHost> allLibvirtHosts = LibvirtHost.read(directory.resolve("libvirt.tsv"), allHosts);
        List<String> names = new ArrayList<>();
        allHosts.forEach(host -> names.add(host.name()));
        allMoves.forEach(move -> names.add(move.name()));
        allChanges.forEach(change -> names.add(change.name()));
        allLibvirtHosts.forEach(host -> names.add(host.name()));
        List<String> selected = Plan.select(names, Function.identity(), patterns);
        moves = allMoves.stream().filter(move -> selected.contains(move.name())).toList();
        changes = allChanges.stream()
                .filter(change -> selected.contains(change.name()))
                .toList();
        moves.forEach(move -> selected.add(move.source()));
        allLibvirtHosts.stream()
                .filter(host -> selected.contains(host.name()))
                .forEach(host -> selected.add(host.from()));
        libvirtHosts = allLibvirtHosts.stream()
                .filter(host -> selected.contains(host.name()))
                .toList();
        hosts = allHosts.stream().filter(host -> selected.contains(host.name())).toList();
    }

    List<String> changedHosts() {
        return changes.stream().map(Change::host).distinct().toList();
    }

    List<Change> changesOf(String host) {
        return changes.stream().filter(change -> change.host().equals(host)).toList();
    }

    List<String> targets() {
        return moves.stream().map(Move::target).distinct().toList();
    }

    List<Move> movesTo(String target) {
        return moves.stream().filter(move -> move.target().equals(target)).toList();
    }

    Host host(String name) {
        return named(allHosts, name);
    }

    static Host named(List<Host> hosts, String name) {
        return hosts.stream()
                .filter(host -> host.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no host is called " + name));
    }
}

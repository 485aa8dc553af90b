// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.advice;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.compatcaps.verification.powerhost.Boot;

/** The boots of hosts, and the disks that carry guests between them. */
final class HostBoots {
    /**
     * The host must not look at which pages its guest uses, as it does for huge pages and with DAMON. README.md has the reason.
     * On a slow machine, a guest that starts takes the processor for longer than the watchdog for soft lockups allows.
     */
    static final String FOR_GUESTS = " transparent_hugepage=never damon_stat.enabled=N nosoftlockup";

    private static final long DISK_SIZE = 1L << 30;

    private final Selection selection;
    private final Archives archives;
    private final Path work;
    private final Path olderKernel;

    HostBoots(Selection selection, Archives archives, Path work, Path olderKernel) {
        this.selection = selection;
        this.archives = archives;
        this.work = work;
        this.olderKernel = olderKernel;
    }

    /** Returns the boot of the kernel with the query; guests leave this host. */
    Boot released(Host host) {
        String parameters = " MODULES=" + host.modules()
                + (host.answers() ? " ANSWERS=yes" : "")
                + (host.startsGuests() ? " GUESTS=yes" + FOR_GUESTS : "")
                + departureParameters(host.name());
        List<String> devices = new ArrayList<>(host.devices());
        devices.addAll(departureDisks(host.name()));
        return new Boot(host.machine(), host.cpu(), devices, archives.released(host), parameters);
    }

    /** Returns the boot of a host that only receives guests. */
    Boot arrivals(Host host) {
        String parameters = FOR_GUESTS + arrivalParameters(host.name());
        return new Boot(host.machine(), host.cpu(), arrivalDisks(host.name()), archives.withGuests(), parameters);
    }

    Boot older(Host host) {
        String parameters = host.name().equals(HostTables.SHOWN) ? " SHOWN=yes" : "";
        return new Boot(host.machine(), host.cpu(), host.devices(), archives.older(host), parameters)
                .withKernel(olderKernel);
    }

    Boot libvirt(LibvirtHost host) {
        // libvirt and its libraries are in memory, too.
        List<String> devices = new ArrayList<>(List.of("-m", "3G"));
        boolean saves =
                selection.libvirtHosts.stream().anyMatch(other -> other.from().equals(host.name()));
        if (saves || host.restores()) {
            Path disk = disk(host.restores() ? host.from() : host.name());
            devices.addAll(devices(List.of(disk), "cache=unsafe"));
        }
        String parameters = host.restores() ? " RESTORE=yes" : saves ? " SAVE=yes" : "";
        Host partition = host.host();
        return new Boot(partition.machine(), partition.cpu(), devices, archives.libvirt(host), FOR_GUESTS + parameters);
    }

    /** Returns the moves from a host. A guest moves once, even to several targets. */
    private List<Move> departures(String source) {
        List<String> guests = new ArrayList<>();
        return selection.moves.stream()
                .filter(move -> move.source().equals(source))
                .filter(move -> !guests.contains(move.guest()) && guests.add(move.guest()))
                .toList();
    }

    List<String> departureDisks(String source) {
        return devices(
                departures(source).stream().map(move -> disk(move.guest())).toList(), "cache=unsafe");
    }

    List<String> arrivalDisks(String target) {
        // Several hosts may read a disk at the same time.
        return devices(
                selection.movesTo(target).stream()
                        .map(move -> disk(move.guest()))
                        .toList(),
                "readonly=on");
    }

    private static List<String> devices(List<Path> disks, String options) {
        return IntStream.range(0, disks.size())
                .boxed()
                .flatMap(i -> List.of(
                        "-drive",
                        "file=" + disks.get(i).toString().replace(",", ",,") + ",if=none,format=raw,id=" + diskName(i)
                                + "," + options,
                        "-device",
                        "virtio-blk-pci,drive=" + diskName(i))
                        .stream())
                .toList();
    }

    /** Returns the name of a disk in the host, which has the disks in the order of the options. */
    static String diskName(int index) {
        return "vd" + (char) ('a' + index);
    }

    String departureParameters(String source) {
        StringBuilder parameters = new StringBuilder();
        List<Move> moves = departures(source);
        for (int i = 0; i < moves.size(); i++) {
            Move move = moves.get(i);
            parameters.append(" DISK_" + move.setting() + "=" + diskName(i));
            parameters.append(move.isRunning() ? " RUNNING=" + move.setting() : "");
        }
        return parameters.toString();
    }

    String arrivalParameters(String target) {
        List<String> arrivals = new ArrayList<>();
        for (Move move : selection.movesTo(target)) {
            arrivals.add(diskName(arrivals.size()) + ":" + move.there() + ":" + move.lastCount());
        }
        return " ARRIVALS=" + String.join(",", arrivals);
    }

    /** Creates empty disks, which take as much room as is written. Fails if one is there: a guest of an earlier run may arrive. */
    void createDisks() throws IOException {
        Stream<String> guests = selection.moves.stream().map(Move::guest).distinct();
        Stream<String> hosts = selection.libvirtHosts.stream().map(LibvirtHost::name);
        for (String name : Stream.concat(guests, hosts).toList()) {
            Path file = Files.createFile(disk(name));
            try (RandomAccessFile disk = new RandomAccessFile(file.toFile(), "rw")) {
                disk.setLength(DISK_SIZE);
            }
        }
    }

    private Path disk(String name) {
        return work.resolve(name + ".raw");
    }
}

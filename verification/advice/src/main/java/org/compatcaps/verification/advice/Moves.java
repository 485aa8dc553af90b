// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.advice;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The disks that carry guests from host to host, and what the boots of these hosts need for it. */
final class Moves {
    private static final long DISK_SIZE = 1L << 30;

    private final List<Move> moves;
    private final Path work;

    Moves(List<Move> moves, Path work) {
        this.moves = moves;
        this.work = work;
    }

    List<String> targets() {
        return moves.stream().map(move -> move.target).distinct().collect(Collectors.toList());
    }

    private List<Move> from(String source) {
        // A guest moves once, to a disk, whatever the number of its targets.
        List<String> guests = new ArrayList<>();
        return moves.stream()
                .filter(move -> move.source.equals(source))
                .filter(move -> !guests.contains(move.guest()) && guests.add(move.guest()))
                .collect(Collectors.toList());
    }

    List<Move> to(String target) {
        return moves.stream().filter(move -> move.target.equals(target)).collect(Collectors.toList());
    }

    List<String> sourceDevices(String source) {
        return devices(from(source), "cache=unsafe");
    }

    List<String> targetDevices(String target) {
        // Several hosts may read it at the same time.
        return devices(to(target), "readonly=on");
    }

    private List<String> devices(List<Move> onDisks, String options) {
        List<String> devices = new ArrayList<>();
        for (Move move : onDisks) {
            String id = diskName(devices.size() / 4);
            String file = disk(move).toString().replace(",", ",,");
            devices.addAll(List.of("-drive", "file=" + file + ",if=none,format=raw,id=" + id + "," + options));
            devices.addAll(List.of("-device", "virtio-blk-pci,drive=" + id));
        }
        return devices;
    }

    /** The name of the disk in the host, which has them in the order of the options. */
    static String diskName(int index) {
        return "vd" + (char) ('a' + index);
    }

    String sourceParameters(String source) {
        StringBuilder parameters = new StringBuilder();
        List<Move> leaving = from(source);
        for (int i = 0; i < leaving.size(); i++) {
            Move move = leaving.get(i);
            parameters.append(" DISK_" + move.setting + "=" + diskName(i));
            parameters.append(move.running ? " RUNNING=" + move.setting : "");
        }
        return parameters.toString();
    }

    String targetParameters(String target) {
        List<String> arrivals = new ArrayList<>();
        for (Move move : to(target)) {
            arrivals.add(diskName(arrivals.size()) + ":" + move.there + ":" + move.enough());
        }
        return " ARRIVALS=" + String.join(",", arrivals);
    }

    /** Creates the disks, which take as much room as is written. */
    void createDisks() throws IOException {
        for (Move move : moves) {
            createDisk(disk(move));
        }
    }

    static void createDisk(Path file) throws IOException {
        // No guest of an earlier run may arrive.
        Files.deleteIfExists(file);
        try (RandomAccessFile disk = new RandomAccessFile(file.toFile(), "rw")) {
            disk.setLength(DISK_SIZE);
        }
    }

    void deleteDisks() throws IOException {
        for (Move move : moves) {
            Files.deleteIfExists(disk(move));
        }
    }

    private Path disk(Move move) {
        return work.resolve(move.guest() + ".raw");
    }
}

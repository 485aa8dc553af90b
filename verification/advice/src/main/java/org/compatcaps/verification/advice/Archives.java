// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.advice;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.compatcaps.verification.powerhost.Initramfs;

/** The file systems of the hosts. */
final class Archives {
    private final Path parts;
    private final Path ownParts;
    private final Path dist;
    private final Path guests;
    private final Path released;
    private final Path older;
    private final Path guest;

    Archives(Path parts, Path ownParts, Path dist, Path work) {
        this.parts = parts;
        this.ownParts = ownParts;
        this.dist = dist;
        guests = work.resolve("guests.cpio");
        released = work.resolve("released.cpio");
        older = work.resolve("older.cpio");
        guest = work.resolve("guest.cpio");
    }

    /** Writes what the hosts of a run need. */
    void write(Selection selection) throws IOException {
        List<Host> hosts = selection.hosts;
        byte[] questions = Initramfs.resource(Archives.class, "questions");
        Path userSpace = parts.resolve("guest");
        Initramfs.writeSmall(guest, userSpace.resolve("usr/bin/busybox"), Initramfs.resource(Archives.class, "init"));
        if (hosts.stream().anyMatch(Host::startsGuests) || !selection.changes.isEmpty()) {
            Initramfs.write(guests, parts, userSpace, Initramfs.NONE, questions, forGuests());
        }
        Initramfs.write(released, parts, userSpace, Initramfs.NONE, questions, Map.of("dist", dist));
        Initramfs.write(older, ownParts, userSpace, Initramfs.NONE, questions, Map.of("dist", dist));
        // QEMU's bare-metal machine takes 128 MiB at most.
        if (hosts.stream().anyMatch(Host::bareMetal)) {
            Initramfs.compress(released, compressed(released));
            Initramfs.compress(older, compressed(older));
        }
    }

    /** For a host that only receives guests. */
    Path withGuests() {
        return guests;
    }

    /** What a host needs for guests, by its name there. */
    Map<String, Path> forGuests() {
        return Map.of(
                "dist",
                dist,
                "qemu",
                ownParts.resolve("qemu"),
                "guest.cpio",
                guest,
                "guest.vmlinuz",
                parts.resolve("kernel/vmlinuz"),
                "virtio_blk.ko",
                parts.resolve("kernel/virtio_blk.ko"));
    }

    /** For the kernel with the query. */
    Path released(Host host) {
        if (host.startsGuests()) {
            return guests;
        }
        return host.bareMetal() ? compressed(released) : released;
    }

    /** For the older kernel. */
    Path older(Host host) {
        return host.bareMetal() ? compressed(older) : older;
    }

    void delete() throws IOException {
        for (Path file : List.of(guests, released, older, guest, compressed(released), compressed(older))) {
            Files.deleteIfExists(file);
        }
    }

    private static Path compressed(Path archive) {
        return archive.resolveSibling(archive.getFileName() + ".gz");
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.advice;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.compatcaps.verification.powerhost.Boot;
import org.compatcaps.verification.powerhost.Initramfs;

/** The boots of the hosts with libvirt: their file systems, and the disks on which guests are saved. */
final class Libvirts {
    private static final long DISK_SIZE = 1L << 30;

    private final List<LibvirtHost> hosts;
    private final Path parts;
    private final Path ownParts;
    private final Path dist;
    private final Path work;

    Libvirts(List<LibvirtHost> hosts, Path parts, Path ownParts, Path dist, Path work) {
        this.hosts = hosts;
        this.parts = parts;
        this.ownParts = ownParts;
        this.dist = dist;
        this.work = work;
    }

    /** Writes what the hosts need, beside the guest's file system. */
    void write(Path guest) throws IOException {
        for (boolean old : hosts.stream().map(host -> host.old).collect(Collectors.toSet())) {
            Map<String, Path> added = Map.of(
                    "dist",
                    dist,
                    "qemu",
                    ownParts.resolve("qemu"),
                    "libvirt",
                    ownParts.resolve(old ? "old-libvirt" : "libvirt"),
                    "guest.cpio",
                    guest,
                    "guest.vmlinuz",
                    parts.resolve("kernel/vmlinuz"),
                    "virtio_blk.ko",
                    parts.resolve("kernel/virtio_blk.ko"));
            byte[] questions = Initramfs.resource(Libvirts.class, "libvirt");
            Initramfs.write(archive(old), parts, parts.resolve("guest"), Initramfs.NONE, questions, added);
        }
        for (LibvirtHost host : hosts) {
            if (saves(host)) {
                try (RandomAccessFile disk =
                        new RandomAccessFile(disk(host.name).toFile(), "rw")) {
                    disk.setLength(DISK_SIZE);
                }
            }
        }
    }

    private Path archive(boolean old) {
        return work.resolve(old ? "old-libvirt.cpio" : "libvirt.cpio");
    }

    private Path disk(String name) {
        return work.resolve(name + ".raw");
    }

    private boolean saves(LibvirtHost host) {
        return hosts.stream().anyMatch(other -> host.name.equals(other.from));
    }

    void delete() throws IOException {
        for (boolean old : new boolean[] {false, true}) {
            Files.deleteIfExists(archive(old));
        }
        for (LibvirtHost host : hosts) {
            Files.deleteIfExists(disk(host.name));
        }
    }

    Boot boot(LibvirtHost host, String forGuests) {
        String disk = disk(host.from == null ? host.name : host.from).toString().replace(",", ",,");
        // libvirt and its libraries are in memory, too.
        List<String> devices = host.from != null || saves(host)
                ? List.of(
                        "-m",
                        "3G",
                        "-drive",
                        "file=" + disk + ",if=none,format=raw,id=disk,cache=unsafe",
                        "-device",
                        "virtio-blk-pci,drive=disk")
                : List.of("-m", "3G");
        // On a slow machine, a guest that starts takes the processor for longer than the watchdog allows.
        String parameters =
                forGuests + " nosoftlockup" + (host.from != null ? " RESTORE=yes" : saves(host) ? " SAVE=yes" : "");
        return new Boot(host.host.machine, host.host.cpu, devices, archive(host.old), parameters);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.advice;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.compatcaps.verification.powerhost.Boot;
import org.compatcaps.verification.powerhost.Initramfs;

/** The boots of the hosts with libvirt: their file systems, and the disks on which guests are saved. */
final class Libvirts {
    private final List<LibvirtHost> hosts;
    private final Path parts;
    private final Path ownParts;
    private final Path work;

    Libvirts(List<LibvirtHost> hosts, Path parts, Path ownParts, Path work) {
        this.hosts = hosts;
        this.parts = parts;
        this.ownParts = ownParts;
        this.work = work;
    }

    /** Writes the file systems, which have more than other hosts with guests, and empty disks. */
    void write(Map<String, Path> forGuests) throws IOException {
        for (boolean old : hosts.stream().map(host -> host.old).collect(Collectors.toSet())) {
            Map<String, Path> added = new HashMap<>(forGuests);
            added.put("libvirt", ownParts.resolve(old ? "old-libvirt" : "libvirt"));
            byte[] questions = Initramfs.resource(Libvirts.class, "libvirt");
            Initramfs.write(archive(old), parts, parts.resolve("guest"), Initramfs.NONE, questions, added);
        }
        for (LibvirtHost host : hosts) {
            if (saves(host)) {
                Moves.createDisk(disk(host.name));
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

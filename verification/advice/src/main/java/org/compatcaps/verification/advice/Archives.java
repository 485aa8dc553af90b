// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.advice;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.compatcaps.verification.powerhost.Initramfs;

/** The file systems of the hosts. */
final class Archives {
    private final Path parts;
    private final Path ownParts;
    private final Path dist;
    private final Path work;

    Archives(Path parts, Path ownParts, Path dist, Path work) {
        this.parts = parts;
        this.ownParts = ownParts;
        this.dist = dist;
        this.work = work;
    }

    /** Writes the file systems that the selected hosts need. */
    void write(Selection selection) throws IOException {
        Path busybox = parts.resolve("guest/usr/bin/busybox");
        Path guest = archive("guest");
        Initramfs.writeSmall(guest, busybox, Initramfs.resource(Archives.class, "init"));
        Map<String, Path> forGuests = new HashMap<>(Map.of("dist", dist, "guest.cpio", guest));
        forGuests.put("qemu", ownParts.resolve("qemu"));
        forGuests.put("guest.vmlinuz", parts.resolve("kernel/vmlinuz"));
        forGuests.put("virtio_blk.ko", parts.resolve("kernel/virtio_blk.ko"));
        write(archive("released"), parts, "questions", Map.of("dist", dist));
        write(archive("older"), ownParts, "questions", Map.of("dist", dist));
        write(withGuests(), parts, "questions", forGuests);
        for (LibvirtHost host : selection.libvirtHosts) {
            forGuests.put("libvirt", ownParts.resolve(host.isOld() ? "old-libvirt" : "libvirt"));
            write(libvirt(host), parts, "libvirt", forGuests);
        }
        // The bare-metal machine of QEMU takes 128 MiB at most.
        if (selection.hosts.stream().anyMatch(Host::bareMetal)) {
            Initramfs.compress(archive("released"), compressed("released"));
            Initramfs.compress(archive("older"), compressed("older"));
        }
    }

    private void write(Path archive, Path kernelParts, String questions, Map<String, Path> added) throws IOException {
        byte[] script = Initramfs.resource(Archives.class, questions);
        Initramfs.write(archive, kernelParts, parts.resolve("guest"), Initramfs.NONE, script, added);
    }

    private Path archive(String name) {
        return work.resolve(name + ".cpio");
    }

    private Path compressed(String name) {
        return work.resolve(name + ".cpio.gz");
    }

    /** Returns the file system of a host with guests. */
    Path withGuests() {
        return archive("guests");
    }

    /** Returns the file system for the kernel with the query. */
    Path released(Host host) {
        return host.startsGuests() ? withGuests() : host.bareMetal() ? compressed("released") : archive("released");
    }

    /** Returns the file system for the kernel without the query. */
    Path older(Host host) {
        return host.bareMetal() ? compressed("older") : archive("older");
    }

    Path libvirt(LibvirtHost host) {
        return archive("libvirt-" + host.version());
    }
}

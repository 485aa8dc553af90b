// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli.doctor;

import java.io.IOException;
import java.util.Optional;

/** The signs of a container around this process. */
final class Container {

    /** Whether this process is in a container. */
    final boolean isInside;

    /** The first sign that was found; null if there is none. */
    final String sign;

    /** Null unless the files could not be read. */
    final IOException failure;

    private Container(boolean isInside, String sign, IOException failure) {
        this.isInside = isInside;
        this.sign = sign;
        this.failure = failure;
    }

    static Container detect(HostFiles files) {
        try {
            String sign = sign(files).orElse(null);
            return new Container(sign != null && !seesKernelThreads(files), sign, null);
        } catch (IOException e) {
            return new Container(false, null, e);
        }
    }

    /** Systems that were made from an image of a container keep its file. Only they see the kernel's own processes. */
    private static boolean seesKernelThreads(HostFiles files) throws IOException {
        return files.text("/proc/2/comm").orElse("").equals("kthreadd");
    }

    private static Optional<String> sign(HostFiles files) throws IOException {
        if (files.exists("/run/.containerenv")) {
            return Optional.of("/run/.containerenv exists");
        }
        if (files.exists("/.dockerenv")) {
            return Optional.of("/.dockerenv exists");
        }
        for (String line : files.lines("/proc/1/cgroup")) {
            if (line.matches(".*(docker|kubepods|libpod|containerd|lxc).*")) {
                return Optional.of("/proc/1/cgroup names one");
            }
        }
        // Under cgroup v2, Kubernetes' containers see no name in that file, but their runtime mounts this one.
        if (Mounts.isMountedAt(files, "/etc/hostname")) {
            return Optional.of("/etc/hostname is a mount");
        }
        return Optional.empty();
    }
}

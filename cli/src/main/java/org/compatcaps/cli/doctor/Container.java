// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli.doctor;

import java.io.IOException;
import java.util.Optional;

/** Whether this process runs in a container. */
final class Container {

    /** Whether this process is in a container. */
    final boolean isInside;

    /** The first sign that was found; null if there is none. */
    final String sign;

    /** Null unless reading the files failed. */
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

    /** Returns false in a container. A host installed from a container image has the image's files, but sees kernel threads. */
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
                return Optional.of("/proc/1/cgroup names a container");
            }
        }
        // Under cgroup v2, that file names no container, but the runtimes of Kubernetes mount this one.
        if (Mounts.isMountedAt(files, "/etc/hostname")) {
            return Optional.of("/etc/hostname is a mount");
        }
        return Optional.empty();
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli.doctor;

import java.io.IOException;
import java.util.Optional;

/** By what a process can tell that it may be in a container. */
final class Container {

    private Container() {}

    /** The first one found, in words. */
    static Optional<String> sign(HostFiles files) throws IOException {
        if (files.exists("/run/.containerenv")) {
            return Optional.of("/run/.containerenv exists");
        }
        if (files.exists("/.dockerenv")) {
            return Optional.of("/.dockerenv exists");
        }
        for (String line : files.lines("/proc/1/cgroup")) {
            if (line.matches(".*(docker|kubepods|libpod|containerd|lxc).*")) {
                return Optional.of("/proc/1/cgroup says so");
            }
        }
        // Under cgroup v2, Kubernetes' containers see no name in it; but what runs them mounts this one file.
        if (Mounts.isMountedAt(files, "/etc/hostname")) {
            return Optional.of("/etc/hostname is a mount");
        }
        return Optional.empty();
    }
}

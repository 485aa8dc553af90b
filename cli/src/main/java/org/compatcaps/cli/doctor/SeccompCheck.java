// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli.doctor;

import java.io.IOException;

/** Checks that no seccomp filter or other policy forbids a call on the open device. */
final class SeccompCheck implements Check {

    @Override
    public String id() {
        return "seccomp";
    }

    @Override
    public Finding check(Facts facts) throws IOException {
        String mode = facts.files.field("/proc/self/status", "Seccomp").orElse("unknown");
        String text = mode.equals("0") ? "no filter" : mode.equals("2") ? "a filter is active" : "mode " + mode;
        if (!facts.query.isIoctlForbidden()) {
            return Finding.ok(id(), text);
        }
        return Finding.problem(
                id(),
                text + "; a policy forbids a call on the open device",
                facts.container.isInside
                        ? "allow ioctl, openat and close in the container's seccomp profile"
                        : "sudo ausearch -m avc,seccomp -ts recent");
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli.doctor;

import java.io.IOException;
import org.compatcaps.KernelInterface;
import org.compatcaps.QueryNotSupportedException.Reason;

/** Checks the age of the kernel. */
final class KernelCheck implements Check {

    @Override
    public String id() {
        return "kernel";
    }

    @Override
    public Finding check(Facts facts) throws IOException {
        String release = facts.files.text("/proc/sys/kernel/osrelease").orElse("release unknown");
        if (!KernelInterface.isTooOld(release)) {
            return Finding.ok(id(), release);
        }
        String text = release + " is older than Linux 7.3, which introduced the query";
        if (facts.query.isAnswered()) {
            return Finding.ok(id(), text + "; this kernel has a backport of it");
        }
        if (!facts.machine.isPower()) {
            return Finding.ok(id(), text);
        }
        return facts.query.isNotSupportedFor(Reason.KERNEL_TOO_OLD)
                ? Finding.problem(id(), text, Remedies.UPDATE_KERNEL)
                : Finding.warning(id(), text, Remedies.UPDATE_KERNEL);
    }
}

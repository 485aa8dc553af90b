// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli.doctor;

import java.io.IOException;
import org.compatcaps.KvmHost;

/** Checks that this is a partition, not bare metal. */
final class PlatformCheck implements Check {

    @Override
    public String id() {
        return "platform";
    }

    @Override
    public Finding check(Facts facts) throws IOException {
        HostFiles files = facts.files;
        if (!facts.machine.isPower()) {
            return Finding.ok(id(), "not an IBM Power platform");
        }
        if (Platform.isBareMetal(files)) {
            String text = "bare metal (" + Platform.model(files)
                    + "): no hypervisor limits the modes, and KVM does not have the query";
            return facts.query.isAnswered()
                    ? Finding.ok(id(), text)
                    : Finding.problem(id(), text, Remedies.LEAVE_BARE_METAL);
        }
        if (!Platform.isPartition(files)) {
            return Finding.warning(
                    id(),
                    "neither " + KvmHost.DEFAULT_DEVICE_TREE + " nor /proc/cpuinfo shows whether this is a partition",
                    "mount /proc in this environment");
        }
        return Finding.ok(
                id(), "a partition (" + Platform.model(files) + ")" + (Platform.isUnderKvm(files) ? " under KVM" : ""));
    }
}

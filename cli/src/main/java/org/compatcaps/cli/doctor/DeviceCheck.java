// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli.doctor;

import java.io.IOException;
import org.compatcaps.KvmHost;

/** Checks that the KVM device exists and that this process may use it. */
final class DeviceCheck implements Check {

    @Override
    public String id() {
        return "kvm-device";
    }

    @Override
    public Finding check(Facts facts) throws IOException {
        return check(facts, DeviceFile.read(facts.files.at(facts.device)));
    }

    /** Checks a file that a test can choose, or null if there is none. */
    Finding check(Facts facts, DeviceFile file) throws IOException {
        if (file == null) {
            return missing(facts);
        }
        if (!file.isCharacterDevice()) {
            return Finding.problem(id(), facts.device + " is not a device", "use " + KvmHost.DEFAULT_DEVICE);
        }
        DeviceAccess access = new DeviceAccess(facts, file);
        if (!file.isPermitted) {
            return Finding.problem(
                    id(), access.description() + ", and may not read and write the device", access.remedy());
        }
        if (facts.query.isWithoutKvm()) {
            boolean isDefault = facts.device.equals(KvmHost.DEFAULT_DEVICE);
            return Finding.problem(
                    id(),
                    facts.device + " exists, but is not KVM",
                    isDefault ? Remedies.loadModule(facts) : "omit --device");
        }
        if (facts.query.isOpenForbidden()) {
            return Finding.problem(
                    id(),
                    access.description()
                            + "; its mode allows it, but a policy such as a container's device cgroup forbids it",
                    facts.container.isInside
                            ? "start the container with --device " + facts.device + " instead of a volume"
                            : "sudo ausearch -m avc -ts recent");
        }
        return Finding.ok(id(), access.description());
    }

    private Finding missing(Facts facts) {
        if (facts.query.isOpened()) {
            return Finding.ok(id(), facts.device + " does not exist, and was not needed");
        }
        String remedy = Remedies.loadModule(facts);
        if (facts.container.isInside) {
            remedy = "start the container with --device " + facts.device;
        } else if (!facts.machine.isPower()) {
            remedy = Remedies.USE_POWER_HOST;
        }
        return Finding.problem(id(), facts.device + " does not exist", remedy);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli.doctor;

import java.io.IOException;
import org.compatcaps.KvmHost;

/** Checks that the KVM device exists and that this process has permission to use it. */
final class DeviceCheck implements Check {

    @Override
    public String id() {
        return "kvm-device";
    }

    @Override
    public Finding check(Facts facts) throws IOException {
        return check(facts, DeviceFile.read(facts.files.at(facts.device)));
    }

    /** Checks the given file, or null if there is none. */
    Finding check(Facts facts, DeviceFile file) throws IOException {
        if (file == null) {
            return missing(facts);
        }
        if (!file.isCharacterDevice()) {
            return Finding.problem(id(), facts.device + " is not a device", "use " + KvmHost.DEFAULT_DEVICE);
        }
        DeviceAccess access = new DeviceAccess(facts, file);
        if (!access.isAllowedByMode()) {
            return Finding.problem(
                    id(), access.description() + "; it cannot read and write the device", access.remedy());
        }
        if (facts.query.isWithoutKvm()) {
            boolean isDefault = facts.device.equals(KvmHost.DEFAULT_DEVICE);
            return Finding.problem(
                    id(),
                    facts.device + " exists, but is not the KVM device",
                    isDefault ? Remedies.loadModule(facts) : "omit --device");
        }
        boolean isForbidden = !file.isPermitted || facts.query.isOpenForbidden();
        return isForbidden ? forbidden(facts, access) : Finding.ok(id(), access.description());
    }

    /** Reports a device that cannot be opened although its mode allows it. */
    private Finding forbidden(Facts facts, DeviceAccess access) throws IOException {
        String reason = "a security policy such as SELinux";
        String remedy = "sudo ausearch -m avc -ts recent" + Remedies.onHost(facts);
        boolean isNodev = Mounts.optionsAt(facts.files, facts.device).contains("nodev");
        if (isNodev) {
            reason = "the mount option nodev of its file system";
            remedy = "sudo mount -o remount,dev \"$(findmnt -n -o TARGET -T " + facts.device + ")\"";
        } else if (facts.query.isOpenForbiddenByCgroup()) {
            reason = "the device cgroup of this process";
            remedy = "set DeviceAllow=" + facts.device + " rw in the systemd unit of this process";
        }
        if (facts.container.isInside && (isNodev || facts.query.isOpenForbiddenByCgroup())) {
            remedy = "start the container with --device " + facts.device + " instead of a volume";
        }
        return Finding.problem(
                id(), access.description() + "; the mode allows access, but " + reason + " denies it", remedy);
    }

    private Finding missing(Facts facts) {
        if (facts.query.isOpened()) {
            return Finding.ok(id(), facts.device + " does not exist, but was not needed");
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

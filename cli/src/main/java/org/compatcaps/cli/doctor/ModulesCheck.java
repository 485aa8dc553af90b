// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli.doctor;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.compatcaps.QueryNotSupportedException.Reason;

/** Checks that the kernel module {@code kvm_hv} is loaded. */
final class ModulesCheck implements Check {

    private static final String KVM_HV = "kvm_hv";

    @Override
    public String id() {
        return "modules";
    }

    @Override
    public Finding check(Facts facts) throws IOException {
        Optional<String> modules = facts.files.text("/proc/modules");
        if (modules.isEmpty()) {
            return Finding.ok(id(), "this kernel has no loadable modules");
        }
        List<String> loaded = modules.get()
                .lines()
                .map(line -> line.split(" ")[0])
                .filter(name -> name.startsWith("kvm"))
                .collect(Collectors.toList());
        String text = loaded.isEmpty() ? "no kvm modules" : String.join(", ", loaded);
        if (loaded.contains(KVM_HV)) {
            return Finding.ok(id(), text);
        }
        if (facts.files.exists("/sys/module/" + KVM_HV)) {
            return Finding.ok(id(), text + "; kvm_hv is built in");
        }
        if (facts.query.isAnswered() || !facts.machine.isPower() || Platform.isBareMetal(facts.files)) {
            return Finding.ok(id(), text);
        }
        String missing =
                text + "; kvm_hv is not loaded. If loading it fails with ENODEV (No such device), this partition"
                        + " is not KVM capable";
        return facts.query.isWithoutKvm() || facts.query.isNotSupportedFor(Reason.NO_NESTED_VIRTUALIZATION)
                ? Finding.problem(id(), missing, Remedies.loadModule(facts))
                : Finding.warning(id(), missing, Remedies.loadModule(facts));
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli.doctor;

import java.util.ArrayList;
import java.util.List;

/** The list of all checks. */
final class Checks {

    private Checks() {}

    /** Returns the checks that apply, in the order in which a user reads and fixes their findings. */
    static List<Check> of(Facts facts) {
        List<Check> checks = new ArrayList<>(List.of(
                new JavaCheck(),
                new ArchitectureCheck(),
                new PlatformCheck(),
                new ProcessorCheck(),
                new KernelCheck(),
                new ContainerCheck(),
                new SeccompCheck(),
                new ModulesCheck(),
                new DeviceCheck(),
                new NativeAccessCheck(),
                new TemporaryDirectoryCheck()));
        facts.backends.all().forEach(backend -> checks.add(new BackendCheck(backend)));
        if (!facts.backends.isAnyAutomatic()) {
            checks.add(new BackendsCheck());
        }
        checks.add(new QueryCheck());
        checks.add(new NestedApiCheck());
        if (facts.machine.isPower()) {
            checks.add(new LibvirtCheck());
        }
        if (facts.estimate != null) {
            checks.add(new EstimateCheck());
        }
        return checks;
    }
}

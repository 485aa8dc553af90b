// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli.doctor;

/** Checks that this is Linux on Power. */
final class ArchitectureCheck implements Check {

    @Override
    public String id() {
        return "architecture";
    }

    @Override
    public Finding check(Facts facts) {
        Machine machine = facts.machine;
        if (machine.isPower()) {
            return Finding.ok(id(), machine.architecture);
        }
        String why = machine.isLinux()
                ? "its architecture is " + machine.architecture
                : "this is " + machine.system + ", not Linux";
        return Finding.problem(id(), "not a Power host: " + why, Remedies.USE_POWER_HOST);
    }
}

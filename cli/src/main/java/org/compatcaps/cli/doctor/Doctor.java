// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli.doctor;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.compatcaps.KvmHost;
import org.compatcaps.cli.text.CapsText;

/**
 * Checks everything that a query of this host depends on. It reads world-readable files and queries the kernel like any other
 * program. It starts no program and changes nothing. A check that fails itself becomes a finding.
 */
public final class Doctor {

    private Doctor() {}

    /**
     * Examines this host.
     *
     * @param machine the JVM's view of this machine
     * @param device the path of the KVM device
     * @param deviceTree the device tree for an estimate, or null for that of the kernel
     * @param host builders that open that device
     * @return the diagnosis
     */
    public static Diagnosis examine(Machine machine, String device, Path deviceTree, Supplier<KvmHost.Builder> host) {
        HostFiles files = new HostFiles(Path.of("/"));
        return diagnose(Facts.collect(files, machine, device, deviceTree, BackendFacts::list, host));
    }

    static Diagnosis diagnose(Facts facts) {
        String answer = facts.query.isAnswered() ? "this host answers: " + CapsText.modes(facts.query.caps()) : null;
        return Diagnosis.of(findings(Checks.of(facts), facts), answer);
    }

    static List<Finding> findings(List<Check> checks, Facts facts) {
        return checks.stream().map(check -> finding(check, facts)).collect(Collectors.toList());
    }

    private static Finding finding(Check check, Facts facts) {
        try {
            return check.check(facts);
        } catch (IOException | RuntimeException | LinkageError e) {
            return Finding.unchecked(check.id(), e);
        }
    }
}

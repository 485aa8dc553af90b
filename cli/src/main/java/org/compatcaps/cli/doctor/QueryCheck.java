// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli.doctor;

import java.io.IOException;
import org.compatcaps.CompatCaps;
import org.compatcaps.QueryNotSupportedException.Reason;
import org.compatcaps.cli.text.CapsText;

/** Checks that the kernel answers the query. */
final class QueryCheck implements Check {

    @Override
    public String id() {
        return "query";
    }

    @Override
    public Finding check(Facts facts) throws IOException {
        QueryResult query = facts.query;
        if (!query.isAnswered()) {
            String remedy = remedy(facts);
            return remedy == null
                    ? Finding.consequence(id(), query.reason())
                    : Finding.problem(id(), query.reason(), remedy);
        }
        CompatCaps caps = query.caps();
        String text = CapsText.modes(caps) + " (" + CapsText.bitmap(caps) + "), queried through " + query.backend();
        if (query.backend().equals("mock")) {
            return Finding.warning(id(), text + ", which simulates a host", "do not select that backend");
        }
        return caps.modes().isEmpty()
                ? Finding.warning(
                        id(),
                        text + ": this version of compatcaps has no name for any mode of this host",
                        "update compatcaps")
                : Finding.ok(id(), text);
    }

    /** Returns null if another finding explains the failure. */
    private static String remedy(Facts facts) throws IOException {
        QueryResult query = facts.query;
        if (query.isNotSupportedFor(Reason.NO_NESTED_VIRTUALIZATION)) {
            return Platform.isBareMetal(facts.files) ? Remedies.LEAVE_BARE_METAL : enableNesting(facts.files);
        }
        if (query.isNotSupportedFor(Reason.NOT_POWERPC)) {
            return Remedies.USE_POWER_HOST;
        }
        if (query.isNotSupportedFor(Reason.KERNEL_TOO_OLD)) {
            return Remedies.UPDATE_KERNEL;
        }
        if (query.isNotSupportedFor(Reason.OTHER_INTERFACE)) {
            return Remedies.UPDATE_KERNEL;
        }
        if (query.isReloadRequired()) {
            return Remedies.reloadModules(facts);
        }
        return query.isWithoutBackend() && facts.backends.isAnyUsable()
                ? "do not select a backend (--backend, COMPATCAPS_BACKEND, -Dcompatcaps.backend)"
                : null;
    }

    private static String enableNesting(HostFiles files) throws IOException {
        return Platform.isUnderQemu(files)
                ? "set QEMU's machine property cap-nested-hv=on for this partition"
                : "set KVM Capable in this partition's settings on the HMC";
    }
}

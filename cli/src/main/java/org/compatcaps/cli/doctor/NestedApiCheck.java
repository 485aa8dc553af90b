// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli.doctor;

import java.io.IOException;
import org.compatcaps.CompatCaps;
import org.compatcaps.NestedApi;
import org.compatcaps.cli.text.CapsText;

/** Reports the nested API. */
final class NestedApiCheck implements Check {

    @Override
    public String id() {
        return "nested-api";
    }

    @Override
    public Finding check(Facts facts) throws IOException {
        String parameter = facts.files
                .text("/sys/module/kvm_hv/parameters/nested")
                .map(value -> "; kvm_hv has nested=" + value)
                .orElse("");
        if (!facts.query.isAnswered()) {
            return Finding.ok(id(), "unknown without an answer" + parameter);
        }
        CompatCaps caps = facts.query.caps();
        String name = CapsText.nestedApi(caps).orElse(CapsText.UNKNOWN);
        String origin = caps.nestedApi()
                .map(NestedApi::origin)
                .map(text -> " (" + text + ")")
                .orElse("");
        return Finding.ok(id(), name + origin + parameter);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli.doctor;

import org.compatcaps.cli.text.CapsText;

/** Reports the estimate for a kernel that is too old for the query. */
final class EstimateCheck implements Check {

    @Override
    public String id() {
        return "estimate";
    }

    @Override
    public Finding check(Facts facts) {
        return facts.estimate.isAnswered()
                ? Finding.ok(id(), "./compatcaps --estimate prints " + CapsText.modes(facts.estimate.caps()))
                : Finding.warning(id(), facts.estimate.reason(), Remedies.UPDATE_KERNEL);
    }
}

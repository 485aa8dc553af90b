// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli.doctor;

/** Reports that the SDK found no backend that it may choose automatically. */
final class BackendsCheck implements Check {

    @Override
    public String id() {
        return "backends";
    }

    @Override
    public Finding check(Facts facts) {
        return facts.backends.failure != null
                ? Finding.unchecked(id(), facts.backends.failure)
                : Finding.problem(
                        id(),
                        "none of ffm, jna or jnr was found",
                        "add compatcaps-backend-jna and JNA to the class path");
    }
}

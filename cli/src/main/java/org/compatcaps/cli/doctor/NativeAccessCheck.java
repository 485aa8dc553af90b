// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli.doctor;

/** Checks that Java allows native access. */
final class NativeAccessCheck implements Check {

    @Override
    public String id() {
        return "native-access";
    }

    @Override
    public Finding check(Facts facts) {
        switch (facts.nativeAccess) {
            case NOT_NEEDED:
                return Finding.ok(id(), "not restricted on this Java version");
            case ALLOWED:
                return Finding.ok(id(), "allowed");
            default:
                return facts.backends.isAnyDeniedAccess() && !facts.backends.isAnyUsable()
                        ? Finding.problem(id(), "Java denies native access to every backend", NativeAccess.remedy())
                        : Finding.warning(
                                id(),
                                "no option allows native access: Java prints a warning, and later versions will deny it",
                                NativeAccess.remedy());
        }
    }
}

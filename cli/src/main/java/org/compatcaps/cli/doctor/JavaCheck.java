// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli.doctor;

/** Reports the version of Java. */
final class JavaCheck implements Check {

    @Override
    public String id() {
        return "java";
    }

    @Override
    public Finding check(Facts facts) {
        return Finding.ok(id(), "Java " + Runtime.version());
    }
}

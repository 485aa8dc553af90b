// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli.doctor;

import java.io.IOException;

/** Reports whether this is a container. This is never a problem, but remedies depend on it. */
final class ContainerCheck implements Check {

    @Override
    public String id() {
        return "container";
    }

    @Override
    public Finding check(Facts facts) throws IOException {
        Container container = facts.container;
        if (container.failure != null) {
            throw container.failure;
        }
        if (container.isInside) {
            return Finding.ok(id(), "yes: " + container.sign);
        }
        return Finding.ok(
                id(),
                container.sign == null
                        ? "no sign of one"
                        : "no: process 2 is the kernel's kthreadd, although " + container.sign);
    }
}

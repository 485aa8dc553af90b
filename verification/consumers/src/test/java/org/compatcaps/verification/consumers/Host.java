// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.consumers;

import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** What the machine of this build has to say, found out without the SDK. */
final class Host {

    private static final Path DEVICE = Path.of("/dev/kvm");

    private Host() {}

    /** The typed error that is due here, with the word that makes it this host's own. */
    static String refusal() {
        String architecture = System.getProperty("os.arch");
        assumeFalse(
                architecture.startsWith("ppc64"),
                "on a POWER host there may be an answer; verification/power-host has it");
        if (!Files.exists(DEVICE)) {
            return "NoKvmException: ";
        }
        if (!mayUseKvm()) {
            return "KvmPermissionException: ";
        }
        return "QueryNotSupportedException: This host has KVM but no compatibility modes to ask for, because it is not"
                + " powerpc (its architecture is " + architecture + ")";
    }

    static void assumeUsableKvm() {
        assumeTrue(mayUseKvm(), "/dev/kvm is not here or may not be used");
    }

    private static boolean mayUseKvm() {
        return Files.isReadable(DEVICE) && Files.isWritable(DEVICE);
    }
}

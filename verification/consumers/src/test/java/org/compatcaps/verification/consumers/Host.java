// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.consumers;

import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** The error that the SDK must report on this machine, determined without the SDK. */
final class Host {

    private static final Path DEVICE = Path.of("/dev/kvm");

    private Host() {}

    /** Returns the type of the error and the start of its message. */
    static String refusal() {
        String architecture = System.getProperty("os.arch");
        assumeFalse(architecture.startsWith("ppc64"), "a POWER host may answer; verification/power-host checks that");
        if (!Files.exists(DEVICE)) {
            return "NoKvmException: ";
        }
        return mayUseKvm()
                ? "QueryNotSupportedException: KVM_PPC_GET_COMPAT_CAPS exists only on IBM Power; this host is "
                        + architecture + ". Run this on a Power host."
                : "KvmPermissionException: ";
    }

    static void assumeUsableKvm() {
        assumeTrue(mayUseKvm(), "/dev/kvm is not here or may not be used");
    }

    private static boolean mayUseKvm() {
        return Files.isReadable(DEVICE) && Files.isWritable(DEVICE);
    }
}

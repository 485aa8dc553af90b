// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.advice;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.compatcaps.verification.powerhost.GuestOutput;

/** What became of a guest inside the host, in few words. */
final class Fate {
    static final String REFUSED = "refused";
    static final String HUNG = "hung";

    /** By KVM; and by QEMU before it, where the processor below is older than the mode. */
    private static final List<String> REFUSALS =
            List.of("Unable to set CPU compatibility mode in KVM: Invalid argument", " not valid for CPU");

    private static final Pattern CPU = Pattern.compile("(?m)^@guest (.*)$");

    private Fate() {}

    /** The CPU that it showed, {@value #REFUSED}, {@value #HUNG}, or what else came. */
    static String of(Optional<GuestOutput.Command> command) {
        if (command.isEmpty()) {
            return "nothing";
        }
        GuestOutput.Command qemu = command.get();
        Matcher cpu = CPU.matcher(qemu.out());
        if (cpu.find() && qemu.exitStatus() == 0) {
            return cpu.group(1).strip();
        }
        if (qemu.out().contains("@hung")) {
            return HUNG;
        }
        if (qemu.exitStatus() == 1 && REFUSALS.stream().anyMatch(qemu.err()::contains)) {
            return REFUSED;
        }
        return "exit status " + qemu.exitStatus() + ": " + qemu.err().strip();
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.advice;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.compatcaps.verification.powerhost.GuestOutput;

/** What became of a guest inside the host, in few words. */
final class Fate {
    static final String REFUSED = "refused";
    static final String HUNG = "hung";

    /** By KVM; and by QEMU before it, where the processor below is older than the mode. */
    private static final List<String> REFUSALS =
            List.of("Unable to set CPU compatibility mode in KVM: Invalid argument", " not valid for CPU");

    static final Pattern CPU = Pattern.compile("(?m)^@guest (.*)$");
    private static final Pattern COUNT = Pattern.compile("(?m)^@count (\\d+)$");
    private static final Pattern SETTING = Pattern.compile("(?m)^@set (.*)$");
    private static final Pattern FAULT = Pattern.compile("Oops: |Kernel panic");

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
        return other(qemu);
    }

    /** {@value Move#GOES_ON}, {@value Move#FAULTS}, QEMU's message if it refused the guest, or what else came of one that moved. */
    static String ofMoved(Optional<GuestOutput.Command> left, Optional<GuestOutput.Command> arrived) {
        List<Integer> before = left.map(Fate::counts).orElse(List.of());
        if (before.isEmpty() || arrived.isEmpty()) {
            return before.isEmpty() ? "did not leave" : "nothing";
        }
        GuestOutput.Command qemu = arrived.get();
        List<Integer> after = counts(qemu);
        if (FAULT.matcher(qemu.out()).find()) {
            return Move.FAULTS;
        }
        // A guest that starts anew counts from one again.
        if (after.size() > 1 && after.get(0) > before.get(before.size() - 1) && qemu.exitStatus() == 0) {
            return Move.GOES_ON;
        }
        return qemu.exitStatus() == 1 ? qemu.err().strip() : other(qemu);
    }

    static List<Integer> counts(GuestOutput.Command guest) {
        return COUNT.matcher(guest.out())
                .results()
                .map(count -> Integer.valueOf(count.group(1)))
                .collect(Collectors.toList());
    }

    private static String other(GuestOutput.Command qemu) {
        return "exit status " + qemu.exitStatus() + ": " + qemu.err().strip();
    }

    /** The property of the machine with which it was started; empty if it had none. */
    static String setting(GuestOutput.Command guest) {
        Matcher setting = SETTING.matcher(guest.out());
        return setting.find() ? setting.group(1) : "unknown";
    }

    static String lastCpu(GuestOutput.Command guest) {
        Matcher cpu = CPU.matcher(guest.out());
        return cpu.results().map(shown -> shown.group(1).strip()).reduce("none", (first, second) -> second);
    }
}
